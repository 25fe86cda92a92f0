"""Appointments from a spreadsheet: every problem of every row is found before anything is kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from actions.imports.appointment_sheet import SheetUnreadable, read_sheet
from actions.imports.check_appointments import CheckedRow, check_appointments
from bot.api.problems import Problem
from storage.models import Practice, Staff


def read_rows(
    text: str, *, practice: Practice, team: Collection[Staff], now: datetime
) -> list[CheckedRow]:
    """Every row with its visit; raises Problem 422 with all that is wrong in all of them."""
    try:
        sheet = read_sheet(text)
    except SheetUnreadable as error:
        places = [{"place": error.place, "problem": problem} for problem in error.problems]
        raise _refused(places) from error
    rows = check_appointments(sheet, practice=practice, team=team, now=now)
    errors = [
        {"place": f"row {row.row}, {column}", "problem": problem}
        for row in rows
        for column, problem in row.problems
    ]
    if errors:
        raise _refused(errors)
    return rows


def _refused(errors: list[dict[str, str]]) -> Problem:
    return Problem(
        422,
        "Some rows cannot be imported. Nothing was saved.",
        code="import_refused",
        errors=errors,
    )
