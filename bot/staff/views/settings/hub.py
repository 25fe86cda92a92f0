"""All that a practice has chosen, a line each, with the way to change it."""

from __future__ import annotations

from aiohttp import web

from bot.staff.presenters.settings import present_hub
from bot.staff.views.settings.frame import HUB
from bot.staff.visit import Visit
from storage.views.workloads import open_cases


async def show(visit: Visit) -> web.Response:
    async with visit.reading() as uow:
        practices = await uow.staff.practices_of(visit.session.staff_id)
        shown = [
            present_hub(
                one,
                open_cases=await open_cases(uow, one.id),
                link_workers=len(await uow.staff.of_practice(one.id, "link_worker")),
            )
            for one in practices
        ]
    return visit.page("staff/settings/hub.html", {"here": HUB, "practices": shown})
