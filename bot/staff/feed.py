"""The address at which a calendar program fetches a link worker's visits.

There is no session: the long random token in the address is the key, and only its hash is kept.
It is looked up by that hash, so how long an answer takes tells nothing about a token.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final

from aiohttp import web

from actions.basis.tokens import token_hash
from bot.clock import Clock
from bot.staff.calendar_file import calendar_file
from storage.database import Database
from storage.views.calendar import visits_of_worker

BEFORE: Final = timedelta(days=31)
AHEAD: Final = timedelta(days=366)
KEPT_SECONDS: Final = 300
"""Calendar programs ask every few minutes or hours; none needs to know sooner."""
LONGEST_TOKEN: Final = 100


def feed_routes(db: Database, clock: Clock, public_url: str) -> list[web.RouteDef]:
    """GET /calendar/{token}.ics; whatever is not a token that lives is a 404, and all alike."""

    async def serve(request: web.Request) -> web.Response:
        token = request.match_info["token"]
        if len(token) > LONGEST_TOKEN:
            raise web.HTTPNotFound
        now = clock.now()
        async with db.read() as uow:
            owner = await uow.calendar_feeds.owner(token_hash(token))
            if owner is None:
                raise web.HTTPNotFound
            visits = await visits_of_worker(uow, owner.id, now - BEFORE, now + AHEAD)
            practices = await uow.staff.practices_of(owner.id)
        timezone = practices[0].timezone if practices else "Europe/London"
        return _answer(request, calendar_file(visits, timezone=timezone, public_url=public_url))

    return [web.get("/calendar/{token}.ics", serve)]


def _answer(request: web.Request, body: bytes) -> web.Response:
    """The file, or an empty 304 to who has exactly this one."""
    tag = hashlib.sha256(body).hexdigest()[:32]
    headers = {
        "ETag": f'"{tag}"',
        "Cache-Control": f"private, max-age={KEPT_SECONDS}",
        "X-Robots-Tag": "noindex",
    }
    if request.if_none_match and any(one.value == tag for one in request.if_none_match):
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)
