"""How well Blether understands what people write, in plain words."""

from __future__ import annotations

from aiohttp import web

from bot.staff.presenters.understanding import present_understanding
from bot.staff.visit import Visit
from bot.understanding.model.figures import shipped_figures


async def show(visit: Visit) -> web.Response:
    view = present_understanding(shipped_figures())
    return visit.page("staff/understanding.html", {"here": "/staff/understanding", "view": view})
