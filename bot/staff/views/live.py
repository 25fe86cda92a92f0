"""News for open pages, as server-sent events: which conversation has changed, and no more."""

from __future__ import annotations

from aiohttp import web

from bot.staff.visit import Visit
from bot.web.stream import tell_of_changes


async def stream(visit: Visit) -> web.StreamResponse:
    """One stream for all practices of this person; it ends when the browser goes away."""
    async with visit.desk.live.listen(*visit.session.practice_ids) as changes:
        return await tell_of_changes(visit.request, changes)
