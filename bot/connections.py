"""Connections: what comes over one and is no HTTP, or cannot be answered, is told so in our words.

aiohttp itself would name its version, repeat the bytes that it could not read, and put the
caller's address and twenty lines of trace into the log each time.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from aiohttp import web

from bot.web.security import HEADERS, SERVER

UNREADABLE: Final = "This request cannot be read.\n"
SORRY: Final = "Something went wrong on our side. Please try again. In danger? Call 999.\n"

MOST_OPEN: Final = 65_536
"""Files and connections together; each costs memory only while it is open."""

logger = logging.getLogger(__name__)


def allow_many() -> None:
    """Let this process have as many connections as the machine allows it, up to MOST_OPEN.

    A shell or a service is usually given 1024, which whoever opens a thousand and says nothing
    would take from everybody else.
    """
    try:
        import resource
    except ImportError:  # on Windows, which has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_OPEN if hard == resource.RLIM_INFINITY else min(hard, MOST_OPEN)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class Connection(web.RequestHandler):
    """One connection. What the application itself answers never comes by here."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """The answer to what could not be read, or failed; raises ConnectionError where part of
        an answer is out already. `message` says what was sent, so it is told to nobody."""
        if status >= 500 and not isinstance(exc, ConnectionError):
            logger.error("request failed", exc_info=exc)
        if request.writer.output_size > 0:
            raise ConnectionError("part of an answer is out already")
        response = web.Response(
            status=status,
            text=SORRY if status >= 500 else UNREADABLE,
            headers={**HEADERS, "Server": SERVER, "Cache-Control": "no-store"},
        )
        response.force_close()
        return response

    def log_exception(self, *args: Any, **kw: Any) -> None:
        """A body that breaks off, or is not cut into pieces as it says, is its sender's affair."""
        if not isinstance(kw.get("exc_info"), web.RequestPayloadError):
            super().log_exception(*args, **kw)


class Connections(web.Server):
    """Makes a Connection of each that comes in."""

    def __call__(self) -> web.RequestHandler:
        return Connection(self, loop=self._loop, **self._kwargs)


class Runner(web.AppRunner):
    """aiohttp's runner of an application, over our connections."""

    __slots__ = ()

    async def _make_server(self) -> web.Server:
        usual = await super()._make_server()
        return Connections(
            usual.request_handler, request_factory=usual.request_factory, **usual._kwargs
        )
