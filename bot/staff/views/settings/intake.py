"""Intake: open or closed, what people are told while it is closed, and how many are too many."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from actions.practice.set_intake import Intake, set_intake
from bot.staff.faults import Faults
from bot.staff.presenters.patient_texts import waiting_texts
from bot.staff.views.settings.frame import is_preview, practice_id_of, practice_of, render, saved
from bot.staff.visit import Visit
from storage.views.workloads import open_cases


async def show(visit: Visit) -> web.Response:
    async with visit.reading() as uow:
        kept = (await practice_of(visit, uow)).settings
    form = {
        "open": "yes" if kept.intake_open else "no",
        "weeks": str(kept.waiting_weeks or ""),
        "capacity": str(kept.capacity or ""),
        "closes": "yes" if kept.closes_when_full else "",
    }
    return await _render(visit, form, kept.waiting_weeks, Faults())


async def post(visit: Visit) -> web.Response:
    practice_id, faults = practice_id_of(visit), Faults()
    wanted = _read(visit, faults)
    if faults or is_preview(visit):
        return await _render(visit, visit.form, wanted.waiting_weeks, faults)
    async with visit.working(practice_id) as work:
        await set_intake(work, wanted)
    return saved(visit)


def _read(visit: Visit, faults: Faults) -> Intake:
    weeks = capacity = None
    if visit.field("weeks"):
        weeks = faults.number("weeks", visit.field("weeks"), least=1, most=104, what="The wait")
    if visit.field("capacity"):
        capacity = faults.number(
            "capacity", visit.field("capacity"), least=1, most=5000, what="Open cases"
        )
    elif visit.field("closes") == "yes":
        faults.add("capacity", "Open cases: say at how many intake should close by itself.")
    if visit.field("open") not in ("yes", "no"):
        faults.add("open", "Choose whether intake is open or closed.")
    return Intake(
        is_open=visit.field("open") == "yes",
        waiting_weeks=weeks,
        capacity=capacity,
        closes_when_full=visit.field("closes") == "yes",
    )


async def _render(
    visit: Visit, form: Mapping[str, str], weeks: int | None, faults: Faults
) -> web.Response:
    async with visit.reading() as uow:
        practice = await practice_of(visit, uow)
        held = await open_cases(uow, practice.id)
    texts = waiting_texts(visit.desk.flows, practice, weeks=weeks, now=visit.now)
    return render(
        visit, "intake", practice, {"form": form, "texts": texts, "open_cases": held}, faults
    )
