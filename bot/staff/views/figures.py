"""Figures without people, the only page of a programme lead."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web

from bot.staff.presenters.figures import present_figures
from bot.staff.visit import Visit
from storage.views.figures import figures

DAYS = 90


async def show(visit: Visit) -> web.Response:
    async with visit.reading() as uow:
        found = await figures(uow, visit.session.practice_ids, visit.now - timedelta(days=DAYS))
    view = present_figures(found, days=DAYS)
    return visit.page("staff/figures.html", {"here": "/staff/figures", "figures": view})
