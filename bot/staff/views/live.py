"""News for open pages, as server-sent events: which conversation has changed, and no more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from aiohttp import web

from bot.staff.session import is_as_before
from bot.staff.visit import Visit
from bot.unavailable import or_away
from bot.web.stream import tell_of_changes

LOOK_EVERY: Final = timedelta(seconds=2)
"""How exactly a stream ends with its session; each look reads the database."""


async def stream(visit: Visit) -> web.StreamResponse:
    """One stream for all practices of this person; it ends when the browser goes away, or with
    the session that it was opened in."""
    watch = _Watch(visit)
    async with visit.desk.live.listen(*visit.session.practice_ids) as changes:
        return await tell_of_changes(visit.request, changes, is_open=or_away(watch.is_open))


class _Watch:
    """Looks now and then whether a visit's session is still what it was."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._looked_at: datetime | None = None

    async def is_open(self) -> bool:
        now = self._visit.now
        if self._looked_at is not None and abs(now - self._looked_at) < LOOK_EVERY:
            return True
        self._looked_at = now
        return await is_as_before(self._visit.desk, self._visit.request, self._visit.session)
