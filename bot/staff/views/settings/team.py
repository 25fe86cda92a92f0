"""The link workers of a practice, and how new referrals are shared among them."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from actions.practice.set_sharing import set_sharing
from bot.staff.faults import Faults
from bot.staff.presenters.settings import present_team
from bot.staff.views.settings.frame import practice_id_of, practice_of, render, saved
from bot.staff.visit import Visit
from storage.models import SharingSettings
from storage.views.workloads import on_leave, workloads

MOST = 500


async def show(visit: Visit) -> web.Response:
    async with visit.reading() as uow:
        sharing = (await practice_of(visit, uow)).settings.sharing
    form = {f"limit_{one}": str(limit) for one, limit in sharing.limits.items()}
    return await _render(visit, {**form, "enabled": "yes" if sharing.enabled else ""}, Faults())


async def post(visit: Visit) -> web.Response:
    practice_id, faults = practice_id_of(visit), Faults()
    async with visit.reading() as uow:
        team = await uow.staff.of_practice(practice_id, "link_worker")
    limits = {}
    for one in team:
        typed = visit.field(f"limit_{one.id}")
        if typed:
            what = f"The limit of {one.name}"
            limit = faults.number(f"limit_{one.id}", typed, least=1, most=MOST, what=what)
            limits[one.id] = limit or 0
    is_on = visit.field("enabled") == "yes"
    if is_on and not limits and not faults:
        first = f"limit_{team[0].id}" if team else "enabled"
        faults.add(first, "Give at least one link worker a limit, or leave sharing off.")
    if faults:
        return await _render(visit, visit.form, faults)
    async with visit.working(practice_id) as work:
        await set_sharing(work, SharingSettings(enabled=is_on, limits=limits))
    return saved(visit)


async def _render(visit: Visit, form: Mapping[str, str], faults: Faults) -> web.Response:
    async with visit.reading() as uow:
        practice = await practice_of(visit, uow)
        team = await uow.staff.of_practice(practice.id, "link_worker")
        ids = [one.id for one in team]
        held = await workloads(uow, practice.id, ids)
        away = await on_leave(uow, ids, visit.now)
    lines = present_team(team, held, away, form)
    return render(visit, "team", practice, {"form": form, "team": lines}, faults)
