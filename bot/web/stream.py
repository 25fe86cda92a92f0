"""Server-sent events that say only "look again": the page fetches what it shows itself."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from aiohttp import web

from bot.live import ANY

BEAT_SECONDS: Final = 20.0


async def tell_of_changes(
    request: web.Request,
    changes: AsyncIterator[str],
    is_mine: Callable[[str], Awaitable[bool]],
    *,
    beat_seconds: float = BEAT_SECONDS,
) -> web.StreamResponse:
    """Send "look" for each id that `is_mine`, and a comment now and then to keep proxies awake.

    Ends when the browser goes away or the board closes. No id and no text is ever sent.
    """
    response = web.StreamResponse()
    response.content_type = "text/event-stream"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    await response.prepare(request)
    await response.write(b"retry: 3000\n\n: hello\n\n")
    with contextlib.suppress(ConnectionResetError, StopAsyncIteration):
        await _forward(response, changes, is_mine, beat_seconds)
    return response


async def _forward(
    response: web.StreamResponse,
    changes: AsyncIterator[str],
    is_mine: Callable[[str], Awaitable[bool]],
    beat_seconds: float,
) -> None:
    waiting = asyncio.ensure_future(anext(changes))
    try:
        while True:
            done, _ = await asyncio.wait({waiting}, timeout=beat_seconds)
            if not done:
                await response.write(b": beat\n\n")
                continue
            if waiting.result() == ANY or await is_mine(waiting.result()):
                await response.write(b"event: look\ndata: now\n\n")
            waiting = asyncio.ensure_future(anext(changes))
    finally:
        waiting.cancel()
