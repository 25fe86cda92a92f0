"""The secret address of a link worker's calendar: shown once, renewed, or switched off."""

from __future__ import annotations

from aiohttp import web

from actions.booking.keep_feed import renew_feed, switch_feed_off
from bot.staff.views.hours import render, require_keeper
from bot.staff.visit import Visit


async def post_renew(visit: Visit) -> web.Response:
    """The page with the new address on it. Only its hash is kept, so it cannot be shown again.

    Only link workers themselves get one: whoever holds the address sees the calendar.
    """
    practice = await require_keeper(visit)
    worker = visit.request.match_info["worker"]
    if worker != visit.session.staff_id:
        raise web.HTTPForbidden
    async with visit.working(practice.id) as work:
        token = await renew_feed(work, worker)
    url = f"{visit.desk.settings.public_url.rstrip('/')}/calendar/{token}.ics"
    return await render(visit, feed_url=url)


async def post_off(visit: Visit) -> web.Response:
    practice = await require_keeper(visit)
    worker = visit.request.match_info["worker"]
    async with visit.working(practice.id) as work:
        await switch_feed_off(work, worker)
    return visit.back_to(
        f"/staff/calendar/hours/{worker}?practice={practice.code}#feed", "feed_off"
    )
