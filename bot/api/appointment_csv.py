"""Appointments from a spreadsheet: every problem of every row is found before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from actions.appointment_sheet import SheetUnreadable, read_sheet
from actions.check_appointments import check_appointments, good
from actions.import_appointments import ImportedVisit
from bot.api.problems import Problem
from storage.models import Practice, Staff


def read_rows(
    text: str, *, practice: Practice, staff: Mapping[str, Staff], now: datetime
) -> list[ImportedVisit]:
    """Every row as a visit; raises Problem 422 with all that is wrong in all of them."""
    try:
        sheet = read_sheet(text)
    except SheetUnreadable as error:
        places = [{"place": error.place, "problem": problem} for problem in error.problems]
        raise _refused(places) from error
    rows = check_appointments(sheet, practice=practice, staff=list(staff.values()), now=now)
    errors = [
        {"place": f"row {row.row}, {column}", "problem": problem}
        for row in rows
        for column, problem in row.problems
    ]
    if errors:
        raise _refused(errors)
    return good(rows)


def _refused(errors: list[dict[str, str]]) -> Problem:
    return Problem(
        422,
        "Some rows cannot be imported. Nothing was saved.",
        code="import_refused",
        errors=errors,
    )
