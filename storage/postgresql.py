"""PostgreSQL's engine: so many connections and no more, waited for, but not for ever."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import asyncpg
from sqlalchemy import URL, Connection, event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.errors import DatabaseUnreachable
from storage.nul import keep_out_nul
from storage.silence import listen_for_silence

_MOST: Final = text(
    "SELECT current_setting('max_connections')::int"
    " - current_setting('superuser_reserved_connections')::int"
)
_OPEN_NOW: Final = text(
    "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
)
APPLICATION_NAME: Final = "blether"
"""What the server shows of each connection of ours."""

_PAUSE_SECONDS: Final = 0.1
_FOR_A_WHILE: Final = (asyncpg.TooManyConnectionsError, asyncpg.CannotConnectNowError)
"""The server is full, or is starting up: it may let us in yet."""
_WHAT_TO_DO: Final = (
    (
        asyncpg.InvalidCatalogNameError,
        "its server has no database by that name; make an empty one, whose owner is our user",
    ),
    (
        asyncpg.InvalidAuthorizationSpecificationError,  # a password, or its pg_hba.conf
        "its server does not let that user in with that password from here; if it wants TLS, "
        "put ?sslmode=require behind the address",
    ),
    (
        socket.gaierror,
        "the address names no machine that is known here; in a password @ is written %40, / %2F",
    ),
)
"""What an operator can put right in the address of the database."""


def make_engine(
    address: URL, *, pool_size: int, max_overflow: int, wait_seconds: float, **common: Any
) -> AsyncEngine:
    """An engine with at most `pool_size + max_overflow` connections; connects when first used."""
    engine = create_async_engine(
        address.set(drivername="postgresql+asyncpg"),
        connect_args={
            "async_creator_fn": _connecting(wait_seconds),
            "server_settings": {"application_name": APPLICATION_NAME},
        },
        pool_size=pool_size,
        max_overflow=max_overflow,
        pool_timeout=wait_seconds,
        pool_pre_ping=True,
        **common,
    )
    event.listen(engine.sync_engine, "connect", _do_not_compile)
    keep_out_nul(engine.sync_engine)
    listen_for_silence(engine.sync_engine)
    return engine


def _do_not_compile(connection: Any, _record: object) -> None:
    # PostgreSQL takes a quarter of a second to compile a page's query, and a tenth of it to run it.
    connection.run_async(lambda driver: driver.execute("SET jit = off"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many connections the server lets in, superusers' own left out, and how many it has."""

    most: int
    open_now: int


def room(connection: Connection) -> Room:
    """Of the whole server, whoever the connections belong to."""
    return Room(
        most=connection.execute(_MOST).scalar_one(),
        open_now=connection.execute(_OPEN_NOW).scalar_one(),
    )


def _why_not(error: Exception) -> str:
    """Never in the server's own words, which name users and hold addresses."""
    said = f"the database cannot be reached ({type(error).__name__})"
    return next((f"{said}: {why}" for kind, why in _WHAT_TO_DO if isinstance(error, kind)), said)


def _connecting(wait_seconds: float) -> Callable[..., Awaitable[Any]]:
    async def connect(*arguments: Any, **options: Any) -> Any:
        """A connection of the driver, or DatabaseUnreachable in words for an operator."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + wait_seconds
        while True:
            try:
                return await asyncpg.connect(*arguments, **options)
            except _FOR_A_WHILE as error:
                if clock() >= deadline:
                    raise DatabaseUnreachable(
                        f"the database server let nobody in for {wait_seconds:g} seconds "
                        f"({type(error).__name__}): see its max_connections and the sum in "
                        "docs/how-to/run-on-postgresql.md"
                    ) from error
            except (OSError, TimeoutError, asyncpg.PostgresError) as error:
                raise DatabaseUnreachable(_why_not(error)) from error
            await asyncio.sleep(_PAUSE_SECONDS)

    return connect
