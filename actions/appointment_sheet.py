"""A spreadsheet of appointments as it was sent: its letters, its columns and its rows.

Diaries of practice systems name their columns differently, and so do the people who export them;
the names are matched without regard to case, spaces and dashes.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from actions.errors import ActionError

MOST_ROWS: Final = 2000
MOST_COLUMNS: Final = 100
REQUIRED: Final = ("starts_at", "link_worker", "phone")
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "starts_at": (
        *("starts at", "start", "starts", "date time", "date and time", "start date time"),
        *("appointment date time", "appointment date and time", "appointment start"),
    ),
    "date": ("date", "appointment date", "appt date", "session date", "slot date", "start date"),
    "time": ("time", "appointment time", "appt time", "start time", "slot time", "slot start time"),
    "link_worker": (
        *("link worker", "clinician", "clinician name", "session holder", "session holder name"),
        *("session holder full name", "appointment with", "practitioner", "staff", "seen by"),
        *("doctor", "doctor name", "clinician full name", "link worker name", "link worker email"),
    ),
    "phone": (
        *("phone", "phone number", "mobile", "mobile number", "mobile no", "mobile phone"),
        *("mobile telephone", "mobile telephone number", "patient mobile", "telephone"),
        *("telephone number", "contact number", "patient mobile number"),
    ),
    "mode": ("mode", "how", "slot type", "appointment type", "type", "delivery mode"),
    "status": ("status", "appointment status", "appt status", "slot status"),
    "name": ("name", "patient", "patient name", "full name", "patient full name"),
    "first_name": ("first name", "forename", "forenames", "given name", "patient first name"),
    "last_name": ("last name", "surname", "family name", "patient surname", "patient last name"),
}
_COLUMN_OF: Final = {name: column for column, names in _NAMES.items() for name in names}
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
                 (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_DELIMITERS: Final = ",;\t|"
_LONGEST_HEADER: Final = 10_000
_TOLD_DELIMITER: Final = re.compile(r'"?sep=([,;\t|])"?[ \t,;]*\r?\n')
"""A line before the names of the columns, by which Excel is told what stands between them."""


class SheetUnreadable(ActionError):
    """It is no table of appointments; `place` says where ("row 1"), the text what to do."""

    code = "sheet_unreadable"

    def __init__(self, place: str, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.place = place
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """`row` is its line in the sheet, the header's being 1; cells by our name of the column."""

    row: int
    cells: Mapping[str, str] = field(repr=False)


def read_bytes(body: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else what Windows writes by default."""
    if body.startswith(b"PK"):
        raise SheetUnreadable("row 1", "this is a workbook: save it as CSV and choose that file")
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def read_sheet(text: str) -> list[SheetRow]:
    """Every row that is not empty; raises SheetUnreadable without the columns, or any row."""
    text = text.removeprefix("\ufeff")
    told = _TOLD_DELIMITER.match(text)
    reader = csv.reader(io.StringIO(text), delimiter=told[1] if told else _delimiter(text))
    try:
        if told:
            next(reader)
        names = next(reader, [])
        if len(names) > MOST_COLUMNS:
            raise SheetUnreadable("row 1", f"more than {MOST_COLUMNS} columns")
        header = [_column(name) for name in names]
        _require(header)
        rows = list(_rows(reader, header, first=3 if told else 2))
    except csv.Error as error:
        raise SheetUnreadable(f"row {reader.line_num}", f"cannot be read: {error}") from error
    if not rows:
        raise SheetUnreadable("row 2", "there are no rows")
    return rows


def _rows(reader: Iterator[list[str]], header: list[str], *, first: int) -> Iterator[SheetRow]:
    for row, values in enumerate(reader, start=first):
        if row >= MOST_ROWS + first:
            raise SheetUnreadable(f"row {row}", f"more than {MOST_ROWS} rows")
        cells: dict[str, str] = {}
        for column, value in zip(header, values, strict=False):
            if column and not cells.get(column):
                # An apostrophe is how spreadsheets, and our own exports, mark text as text.
                cells[column] = value.strip().removeprefix("'")
        if any(cells.values()):
            yield SheetRow(row=row, cells=_whole(cells))


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


def _require(header: list[str]) -> None:
    have = {*header, *(("starts_at",) if {"date", "time"} <= set(header) else ())}
    missing = [f"no column {name}" for name in REQUIRED if name not in have]
    if missing:
        raise SheetUnreadable("row 1", *missing)


def _delimiter(text: str) -> str:
    """What stands most often between the names of the columns: a comma where nothing tells
    otherwise. What is quoted does not count."""
    header = text[:_LONGEST_HEADER].split("\n", 1)[0]
    bare = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)
