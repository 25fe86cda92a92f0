"""The team's hours: on which weekdays, and from when to when, somebody reads what people write."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from actions.practice.set_team_hours import (
    MOST_MINUTES_UNSEEN,
    problem_of_hours,
    set_team_hours,
)
from bot.delivery.hours import team_hours_text
from bot.staff.faults import Faults
from bot.staff.views.settings.frame import practice_id_of, practice_of, render, saved
from bot.staff.views.settings.hours import DAYS
from bot.staff.visit import Visit
from storage.models import Practice

PAGE = "team_hours"
_WRONG: Mapping[str, tuple[str, str]] = {
    "from": ("opens", "From: write a time like 09:00."),
    "to": ("closes", "Until: write a time like 17:00."),
    "order": ("closes", "Until: the end must come after the beginning."),
}


async def show(visit: Visit) -> web.Response:
    async with visit.reading() as uow:
        practice = await practice_of(visit, uow)
    kept = practice.settings
    form = {f"on_{day}": "yes" for day in kept.team_days}
    form |= {"opens": kept.team_from, "closes": kept.team_to}
    form["escalation"] = str(kept.risk_escalation_minutes)
    return render(visit, PAGE, practice, _context(practice, form))


async def post(visit: Visit) -> web.Response:
    practice_id, faults = practice_id_of(visit), Faults()
    days = [day for day in range(7) if visit.field(f"on_{day}") == "yes"]
    opens, closes = visit.field("opens"), visit.field("closes")
    if not days:
        faults.add("on_0", "Choose at least one day.")
    if problem := problem_of_hours(opens, closes):
        faults.add(*_WRONG[problem])
    minutes = faults.number(
        "escalation", visit.field("escalation"), least=1, most=MOST_MINUTES_UNSEEN, what="The wait"
    )
    if faults or minutes is None:
        async with visit.reading() as uow:
            practice = await practice_of(visit, uow)
        return render(visit, PAGE, practice, _context(practice, visit.form), faults)
    async with visit.working(practice_id) as work:
        await set_team_hours(work, days, opens, closes, escalation_minutes=minutes)
    return saved(visit)


def _context(practice: Practice, form: Mapping[str, str]) -> Mapping[str, object]:
    return {"form": form, "days": DAYS, "said": team_hours_text(practice.settings)}
