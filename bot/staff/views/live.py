"""News for open pages, as server-sent events: which conversation has changed, and no more."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.live import Listener
from bot.staff.visit import Visit

KEEP_ALIVE_SECONDS = 20
_CLOSED = ""
"""Told instead of an id when the notice board closes, so that a server may stop at once."""


async def stream(visit: Visit) -> web.StreamResponse:
    """One stream for all practices of this person; it ends when the browser goes away."""
    response = web.StreamResponse(
        headers={
            "Content-Type": "text/event-stream; charset=utf-8",
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
        }
    )
    await response.prepare(visit.request)
    news: asyncio.Queue[str] = asyncio.Queue(maxsize=1000)
    listeners = [visit.desk.live.listen(id) for id in visit.session.practice_ids]
    readers = [asyncio.create_task(_carry(one, news)) for one in listeners]
    try:
        await response.write(b"retry: 3000\n\n")
        await _write(response, news, readers)
    except (ConnectionResetError, asyncio.CancelledError):
        pass
    finally:
        for reader in readers:
            reader.cancel()
        for one in listeners:
            one.close()
    return response


async def _carry(listener: Listener, news: asyncio.Queue[str]) -> None:
    async for conversation_id in listener:
        await news.put(conversation_id)
    await news.put(_CLOSED)


async def _write(
    response: web.StreamResponse, news: asyncio.Queue[str], readers: list[asyncio.Task[None]]
) -> None:
    """Write what comes until the notice board closes; a comment now and then keeps it open."""
    while not any(reader.done() for reader in readers):
        try:
            async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                conversation_id = await news.get()
            if conversation_id == _CLOSED:
                return
            await response.write(f"event: changed\ndata: {conversation_id}\n\n".encode())
        except TimeoutError:
            await response.write(b": still here\n\n")
