"""Sending hours: on which weekdays texts may be sent, and from when to when."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from actions.practice.set_sending_hours import EARLIEST, LATEST, problem_of, set_sending_hours
from bot.staff.faults import Faults
from bot.staff.views.settings.frame import practice_id_of, practice_of, render, saved
from bot.staff.visit import Visit
from storage.models import PracticeSettings, SendingDay

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


async def show(visit: Visit) -> web.Response:
    async with visit.reading() as uow:
        practice = await practice_of(visit, uow)
    return render(visit, "hours", practice, _context(_kept(practice.settings)))


async def post(visit: Visit) -> web.Response:
    practice_id, faults = practice_id_of(visit), Faults()
    days = _read(visit, faults)
    if faults:
        async with visit.reading() as uow:
            practice = await practice_of(visit, uow)
        return render(visit, "hours", practice, _context(visit.form), faults)
    async with visit.working(practice_id) as work:
        await set_sending_hours(work, days)
    return saved(visit)


def _context(form: Mapping[str, str]) -> Mapping[str, object]:
    return {"form": form, "days": DAYS, "earliest": EARLIEST, "latest": LATEST}


def _kept(settings: PracticeSettings) -> Mapping[str, str]:
    week = {one.weekday: (one.from_time, one.to_time) for one in settings.sending_week}
    form: dict[str, str] = {}
    for day in range(7):
        usual = (settings.sending_from, settings.sending_to)
        is_on = not week or day in week
        form[f"from_{day}"], form[f"to_{day}"] = week.get(day, usual)
        form[f"on_{day}"] = "yes" if is_on else ""
    return form


def _read(visit: Visit, faults: Faults) -> list[SendingDay]:
    days = [
        SendingDay(
            weekday=day, from_time=visit.field(f"from_{day}"), to_time=visit.field(f"to_{day}")
        )
        for day in range(7)
        if visit.field(f"on_{day}") == "yes"
    ]
    for one in days:
        name = DAYS[one.weekday]
        match problem_of(one):
            case "from":
                sentence = f"{name}: write a time like 09:00, not before {EARLIEST}."
                faults.add(f"from_{one.weekday}", sentence)
            case "to":
                sentence = f"{name}: write a time like 17:30, not after {LATEST}."
                faults.add(f"to_{one.weekday}", sentence)
            case "order":
                faults.add(f"to_{one.weekday}", f"{name}: the end must come after the beginning.")
    if not days:
        faults.add("on_0", "Choose at least one day, or no reminder could ever be sent.")
    return days
