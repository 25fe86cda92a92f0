"""A database that lets nobody in, or has no room: "try again", in one line of the log.

Nothing was kept then and nothing is acknowledged, so that whoever sent a text sends it again.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Final, ParamSpec

from aiohttp import web
from aiohttp.typedefs import Handler

from storage.errors import (
    UNREACHABLE,
    DatabaseBusy,
    DatabaseUnreachable,
    has_collided,
    said_of,
    why_not_kept,
)

RETRY_AFTER_SECONDS: Final = 5

_Given = ParamSpec("_Given")
logger = logging.getLogger(__name__)


@web.middleware
async def say_try_again(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 503 with Retry-After where the work could not have a connection."""
    try:
        return await handler(request)
    except (DatabaseBusy, *UNREACHABLE) as error:
        why = why_not_kept(error)
        if why is None:
            raise
        logger.error("nothing was kept, and the sender is told to try again: %s", why)
        is_busy = isinstance(error, DatabaseBusy | DatabaseUnreachable) or has_collided(error)
        return _try_again(
            "Blether is very busy for a moment."
            if is_busy
            else "Blether cannot keep anything just now."
        )


def or_away(is_so: Callable[_Given, Awaitable[bool]]) -> Callable[_Given, Awaitable[bool]]:
    """`is_so`, and true while the database cannot be asked: for an answer that has begun, in which
    nobody can be told to try again."""

    async def asked(*what: _Given.args, **more: _Given.kwargs) -> bool:
        try:
            return await is_so(*what, **more)
        except (DatabaseBusy, *UNREACHABLE) as error:
            logger.warning("the database could not be asked of a change: %s", said_of(error))
            return True

    return asked


def _try_again(why: str) -> web.Response:
    return web.Response(
        status=503,
        text=f"{why} Please try again. In danger? Call 999.\n",
        headers={"Retry-After": str(RETRY_AFTER_SECONDS), "Cache-Control": "no-store"},
    )
