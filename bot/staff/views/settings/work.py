"""How this practice works: title, length, ways to meet, and who may come."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from actions.practice.set_way_of_working import (
    LONGEST_TITLE,
    LONGEST_WHO_FOR,
    MODES,
    OLDEST_MINIMUM,
    WayOfWorking,
    set_way_of_working,
)
from bot.staff.faults import Faults
from bot.staff.views.settings.frame import practice_id_of, practice_of, render, saved
from bot.staff.visit import Visit
from storage.models import PracticeSettings


async def show(visit: Visit) -> web.Response:
    async with visit.reading() as uow:
        practice = await practice_of(visit, uow)
    return render(visit, "work", practice, {"form": _kept(practice.settings)})


async def post(visit: Visit) -> web.Response:
    practice_id, faults = practice_id_of(visit), Faults()
    wanted = _read(visit, faults)
    if wanted is None:
        async with visit.reading() as uow:
            practice = await practice_of(visit, uow)
        return render(visit, "work", practice, {"form": visit.form}, faults)
    async with visit.working(practice_id) as work:
        await set_way_of_working(work, wanted)
    return saved(visit)


def _kept(settings: PracticeSettings) -> Mapping[str, str]:
    return {
        "role_title": settings.role_title,
        "minutes": str(settings.appointment_minutes),
        "usual": str(settings.usual_appointments or ""),
        "age": str(settings.minimum_age),
        "who_for": settings.who_for,
        **{f"mode_{mode}": "yes" for mode in settings.modes},
    }


def _read(visit: Visit, faults: Faults) -> WayOfWorking | None:
    title = " ".join(visit.field("role_title").split())
    if not title:
        faults.add("role_title", "Write the title that patients will read, such as link worker.")
    elif len(title) > LONGEST_TITLE or not title.replace("-", "").replace(" ", "").isalpha():
        faults.add("role_title", f"The title must be letters only, {LONGEST_TITLE} at the most.")
    minutes = faults.number(
        "minutes", visit.field("minutes"), least=5, most=240, what="Length in minutes"
    )
    usual = None
    if visit.field("usual"):
        usual = faults.number(
            "usual", visit.field("usual"), least=1, most=50, what="Usual number of appointments"
        )
    modes = tuple(mode for mode in MODES if visit.field(f"mode_{mode}") == "yes")
    if not modes:
        faults.add("mode_phone", "Choose at least one way to meet.")
    age = faults.number(
        "age", visit.field("age"), least=0, most=OLDEST_MINIMUM, what="The youngest age"
    )
    who_for = " ".join(visit.field("who_for").split())
    if len(who_for) > LONGEST_WHO_FOR:
        faults.add("who_for", f"Who may be referred: use {LONGEST_WHO_FOR} characters at the most.")
    if faults or minutes is None or age is None:
        return None
    return WayOfWorking(
        role_title=title,
        appointment_minutes=minutes,
        usual_appointments=usual,
        minimum_age=age,
        modes=modes,
        who_for=who_for,
    )
