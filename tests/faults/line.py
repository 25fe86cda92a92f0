"""A line between a service and its database that can be slow, cut, or dead without a word."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import make_url


@dataclass(slots=True, kw_only=True)
class Line:
    """Every connection to the database goes through here."""

    host: str
    """Where the database is: a machine, or the folder of its socket."""
    far_port: int
    delay: float = 0
    """Seconds that each packet takes."""
    is_down: bool = False
    """Refuses whoever connects."""
    is_silent: bool = False
    """Takes whatever is said, and passes nothing on."""
    port: int = 0
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    def cut(self) -> None:
        """Break off every connection, in the middle of whatever it was saying."""
        for writer in self._open:
            writer.transport.abort()

    def go_down(self) -> None:
        self.is_down = True
        self.cut()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from its beginning to its end."""
        if self.is_down:
            writer.transport.abort()
            return
        far_reader, far_writer = await self._connect()
        self._open |= {writer, far_writer}
        try:
            await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))
        finally:
            self._open -= {writer, far_writer}
            writer.transport.abort()
            far_writer.transport.abort()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self.host.startswith("/"):
            return await asyncio.open_unix_connection(f"{self.host}/.s.PGSQL.{self.far_port}")
        return await asyncio.open_connection(self.host, self.far_port)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await asyncio.sleep(self.delay)
                if self.is_silent:
                    continue
                writer.write(data)
                await writer.drain()
        writer.transport.abort()


@asynccontextmanager
async def line_to(database_url: str) -> AsyncIterator[tuple[str, Line]]:
    """A line to this PostgreSQL database, and the URL by way of it."""
    address = make_url(database_url)
    host = str(address.query.get("host") or address.host)
    line = Line(host=host, far_port=address.port or 5432)
    server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
    line.port = server.sockets[0].getsockname()[1]
    through = address.set(host="127.0.0.1", port=line.port, query={})
    try:
        yield through.render_as_string(hide_password=False), line
    finally:
        server.close()
        line.go_down()
