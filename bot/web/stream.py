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
    is_mine: Callable[[str], Awaitable[bool]] | None = None,
    *,
    is_open: Callable[[], Awaitable[bool]] | None = None,
    beat_seconds: float = BEAT_SECONDS,
) -> web.StreamResponse:
    """Send "changed" with each id, or with `is_mine` only "look" for those that are: then no id is
    ever sent. No text ever is; a comment now and then keeps proxies awake.

    Ends when the browser goes away or the board closes, and as soon as `is_open`, asked before
    each event and comment, says no. Neither may raise: an answer that has begun cannot become
    another.
    """
    response = web.StreamResponse()
    response.content_type = "text/event-stream"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    await response.prepare(request)
    await response.write(b"retry: 3000\n: hello\n\n")
    with contextlib.suppress(ConnectionResetError, StopAsyncIteration):
        await _forward(response, changes, is_mine, is_open, beat_seconds)
    return response


async def _forward(
    response: web.StreamResponse,
    changes: AsyncIterator[str],
    is_mine: Callable[[str], Awaitable[bool]] | None,
    is_open: Callable[[], Awaitable[bool]] | None,
    beat_seconds: float,
) -> None:
    waiting = asyncio.ensure_future(anext(changes))
    try:
        while True:
            done, _ = await asyncio.wait({waiting}, timeout=beat_seconds)
            changed = waiting.result() if done else None
            if is_open is not None and not await is_open():
                return
            if changed is None:
                await response.write(b": beat\n\n")
                continue
            if is_mine is None:
                await response.write(f"event: changed\ndata: {changed}\n\n".encode())
            elif changed == ANY or await is_mine(changed):
                await response.write(b"event: look\ndata: now\n\n")
            waiting = asyncio.ensure_future(anext(changes))
    finally:
        waiting.cancel()
