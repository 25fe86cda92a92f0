"""A spreadsheet of appointments as it was sent: its letters, its columns and its rows.

Diaries of practice systems name their columns differently, and so do the people who export them;
the names are matched without regard to case, spaces and dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from actions.basis.errors import ActionError
from actions.basis.uk_mobile import uk_mobile
from bot.spreadsheet import SpreadsheetUnreadable, rows_of, text_of

MOST_ROWS: Final = 2000
MOST_COLUMNS: Final = 100
MOST_TITLES: Final = 20
"""Rows above the names of the columns: what the report is called, who ran it and when."""
REQUIRED: Final[Mapping[str, str]] = {
    "starts_at": "no column for when: Starts at, or Date and Time",
    "link_worker": "no column for the link worker: Link worker, Clinician or Session holder",
    "phone": "no column for the mobile number: Mobile number, Mobile or Phone",
}
"""What is said where one is missing, by names that a diary may give it."""
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "starts_at": (
        *("starts at", "start", "starts", "date time", "date and time", "start date time"),
        *("appointment date time", "appointment date and time", "appointment start"),
    ),
    "date": (
        *("date", "appointment date", "appt date", "session date", "slot date", "start date"),
        "date of appointment",
    ),
    "time": ("time", "appointment time", "appt time", "start time", "slot time", "slot start time"),
    "ends_at": (
        *("ends at", "end", "ends", "end time", "end date time", "end date and time", "finish"),
        *("finish time", "slot end time", "appointment end", "appointment end time"),
    ),
    "minutes": (
        *("duration", "duration minutes", "duration mins", "slot duration", "length", "minutes"),
        *("appointment duration", "appointment length", "slot length", "planned duration", "mins"),
    ),
    "link_worker": (
        *("link worker", "clinician", "clinician name", "session holder", "session holder name"),
        *("session holder full name", "appointment with", "practitioner", "staff", "seen by"),
        *("doctor", "doctor name", "clinician full name", "link worker name", "link worker email"),
    ),
    "phone": (
        *("phone", "phone number", "mobile", "mobile number", "mobile no", "mobile phone"),
        *("mobile telephone", "mobile telephone number", "patient mobile", "telephone"),
        *("telephone number", "contact number", "patient mobile number"),
        *(
            "patient mobile telephone",
            "phone no",
            "telephone no",
            "mobile telephone no",
            "tel",
            "tel no",
            "mobile tel",
        ),
    ),
    "mode": ("mode", "how", "slot type", "appointment type", "type", "delivery mode"),
    "status": ("status", "appointment status", "appt status", "slot status"),
    "name": ("name", "patient", "patient name", "full name", "patient full name"),
    "first_name": ("first name", "forename", "forenames", "given name", "patient first name"),
    "last_name": ("last name", "surname", "family name", "patient surname", "patient last name"),
}
_COLUMN_OF: Final = {name: column for column, names in _NAMES.items() for name in names}


class SheetUnreadable(ActionError):
    """It is no table of appointments; `place` says where ("row 1"), the text what to do."""

    code = "sheet_unreadable"

    def __init__(self, place: str, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.place = place
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """`row` is its line in the sheet, the header's being 1; cells by our name of the column.

    `other_phone` is the second of two mobile numbers."""

    row: int
    cells: Mapping[str, str] = field(repr=False)


def read_bytes(body: bytes) -> str:
    """The text of a file; raises SheetUnreadable for a workbook."""
    try:
        return text_of(body)
    except SpreadsheetUnreadable as error:
        raise SheetUnreadable(f"row {error.row}", error.problem) from error


def read_sheet(text: str) -> list[SheetRow]:
    """Every row that is not empty; raises SheetUnreadable without the columns, or any row.

    A row that names nobody, where there is a column for it, is a free time or the foot of a report.
    """
    numbered = rows_of(text)
    try:
        first, header = _header(numbered)
        rows = list(_rows(numbered, header, last=first + MOST_ROWS))
    except SpreadsheetUnreadable as error:
        raise SheetUnreadable(f"row {error.row}", error.problem) from error
    if not rows:
        raise SheetUnreadable("row 2", "there are no rows")
    return rows


def _rows(
    numbered: Iterator[tuple[int, list[str]]], header: list[str], *, last: int
) -> Iterator[SheetRow]:
    names_people = not {"name", "first_name", "last_name"}.isdisjoint(header)
    for row, values in numbered:
        if row > last:
            raise SheetUnreadable(f"row {row}", f"more than {MOST_ROWS} rows")
        cells: dict[str, str] = {}
        for column, value in zip(header, values, strict=False):
            # An apostrophe is how spreadsheets, and our own exports, mark text as text.
            cell = value.strip().removeprefix("'")
            if column and (not cells.get(column) or _is_mobile_after_landline(column, cells, cell)):
                cells[column] = cell
            elif column == "phone" and _is_another_mobile(cells[column], cell):
                cells["other_phone"] = cell
        whole = _whole(cells)
        if any(cells.values()) and not (names_people and not (whole["name"] or whole.get("phone"))):
            yield SheetRow(row=row, cells=whole)


def _is_mobile_after_landline(column: str, cells: Mapping[str, str], cell: str) -> bool:
    """Diaries show a telephone and a mobile, in either order."""
    return column == "phone" and uk_mobile(cells[column]) is None and uk_mobile(cell) is not None


def _is_another_mobile(first: str, cell: str) -> bool:
    return uk_mobile(cell) not in (None, uk_mobile(first))


def _whole(cells: dict[str, str]) -> dict[str, str]:
    """Date and time, and the two names, as the one column that we read."""
    if not cells.get("starts_at") and cells.get("date"):
        cells["starts_at"] = f"{cells['date']} {cells.get('time', '')}".strip()
    if not cells.get("name"):
        cells["name"] = f"{cells.get('first_name', '')} {cells.get('last_name', '')}".strip()
    return cells


def _column(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()
    return _COLUMN_OF.get(plain, "")


def _header(numbered: Iterator[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    """The columns, and in which row they stand; raises SheetUnreadable for what the likeliest row
    lacks."""
    likeliest, least = 1, list(REQUIRED)
    for row, names in islice(numbered, MOST_TITLES):
        if len(names) > MOST_COLUMNS:
            raise SheetUnreadable(f"row {row}", f"more than {MOST_COLUMNS} columns")
        header = [_column(name) for name in names]
        missing = _missing(header)
        if not missing:
            return row, header
        if len(missing) < len(least):
            likeliest, least = row, missing
    raise SheetUnreadable(f"row {likeliest}", *(REQUIRED[name] for name in least))


def _missing(header: list[str]) -> list[str]:
    have = {*header, *(("starts_at",) if {"date", "time"} <= set(header) else ())}
    return [name for name in REQUIRED if name not in have]
