"""Area and council: whom services are looked for, and which numbers people are told tonight."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from aiohttp import web

from actions.practice.set_area import (
    LONGEST_LINE,
    MOST_OUTCODES,
    Area,
    are_outcodes,
    is_helpline,
    set_area,
)
from bot.staff.faults import Faults
from bot.staff.presenters.patient_texts import urgent_texts
from bot.staff.views.settings.frame import is_preview, practice_id_of, practice_of, render, saved
from bot.staff.visit import Visit
from storage.models import Practice

PAGE: Final = "area"
_LINES: Final = {
    "homeless_line": "Homeless line",
    "crisis_grant_line": "Crisis grants",
    "council_name": "Council",
    "place": "Town or part of town",
}
"""What a fault calls each, for the list of faults stands apart from the fields."""


async def show(visit: Visit) -> web.Response:
    async with visit.reading() as uow:
        practice = await practice_of(visit, uow)
    kept = practice.settings
    form = {name: str(getattr(kept, name)) for name in _LINES}
    form["outcodes"] = ", ".join(kept.outcodes)
    return _render(visit, practice, form, Faults())


async def post(visit: Visit) -> web.Response:
    practice_id, faults = practice_id_of(visit), Faults()
    wanted = _read(visit, faults)
    if faults or is_preview(visit):
        async with visit.reading() as uow:
            practice = await practice_of(visit, uow)
        return _render(visit, practice, visit.form, faults)
    async with visit.working(practice_id) as work:
        await set_area(work, wanted)
    return saved(visit)


def _read(visit: Visit, faults: Faults) -> Area:
    lines = {name: " ".join(visit.field(name).split()) for name in _LINES}
    for name, line in lines.items():
        if len(line) > LONGEST_LINE:
            faults.add(name, f"{_LINES[name]}: use {LONGEST_LINE} characters at the most.")
        elif name.endswith("_line") and not is_helpline(line):
            such = "a UK telephone number, such as 0141 496 0000, or nothing"
            faults.add(name, f"{_LINES[name]}: write {such}.")
    codes = re.split(r"[,;\s]+", visit.field("outcodes").upper())
    outcodes = tuple(dict.fromkeys(one for one in codes if one))
    if not are_outcodes(outcodes):
        faults.add(
            "outcodes",
            "Postcodes: write the first half of each, such as G20, with commas between, "
            f"{MOST_OUTCODES} at the most.",
        )
    return Area(outcodes=outcodes, **lines)


def _render(
    visit: Visit, practice: Practice, form: Mapping[str, str], faults: Faults
) -> web.Response:
    texts = urgent_texts(
        visit.desk.flows,
        practice,
        homeless_line=" ".join(form.get("homeless_line", "").split()),
        crisis_grant_line=" ".join(form.get("crisis_grant_line", "").split()),
        now=visit.now,
    )
    return render(visit, PAGE, practice, {"form": form, "texts": texts}, faults)
