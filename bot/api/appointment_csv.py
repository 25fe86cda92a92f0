"""Appointments from a spreadsheet: every problem of every row is found before anything is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, cast
from zoneinfo import ZoneInfo

import phonenumbers

from actions.import_appointments import ImportedVisit
from bot.api.problems import Problem
from storage.models import Practice, Staff
from storage.models.appointment import Mode
from storage.private import PersonName, PhoneNumber

REQUIRED: Final = ("starts_at", "link_worker", "phone")
OPTIONAL: Final = ("mode", "name")
MOST_ROWS: Final = 2000


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One pass over a file: what is right so far, and everything that is wrong."""

    practice: Practice
    staff: Mapping[str, Staff]
    now: datetime
    seen: set[tuple[str, datetime]] = field(default_factory=set)
    errors: list[dict[str, str]] = field(default_factory=list)

    def wrong(self, row: int, column: str, problem: str) -> None:
        self.errors.append({"place": f"row {row}, {column}", "problem": problem})

    def read(self, row: int, cells: Mapping[str, str]) -> ImportedVisit | None:
        """The visit of one row, or None when something in it is wrong."""
        before = len(self.errors)
        starts_at = self._starts_at(row, cells["starts_at"])
        worker = self._worker(row, cells["link_worker"])
        phone = self._phone(row, cells["phone"])
        mode = self._mode(row, cells.get("mode", ""))
        if len(self.errors) > before or not (starts_at and worker and phone and mode):
            return None
        if (worker, starts_at) in self.seen:
            self.wrong(row, "starts_at", "another row has this link worker at this time")
            return None
        self.seen.add((worker, starts_at))
        name = cells.get("name", "")
        return ImportedVisit(
            row=row,
            starts_at=starts_at,
            link_worker_id=worker,
            mode=mode,
            phone=phone,
            name=PersonName(name) if name else None,
        )

    def _starts_at(self, row: int, cell: str) -> datetime | None:
        try:
            read = datetime.fromisoformat(cell)
        except ValueError:
            self.wrong(row, "starts_at", "write it like 2026-11-26 10:30")
            return None
        # Without an offset it is the practice's wall clock, which is what a diary shows.
        local = read if read.tzinfo else read.replace(tzinfo=ZoneInfo(self.practice.timezone))
        starts_at = local.astimezone(UTC)
        if starts_at <= self.now:
            self.wrong(row, "starts_at", "is past")
            return None
        return starts_at

    def _worker(self, row: int, cell: str) -> str | None:
        address = cell.lower()
        for one in self.staff.values():
            if one.email == address and one.is_active:
                return one.id
        self.wrong(row, "link_worker", "nobody of this practice has that address")
        return None

    def _phone(self, row: int, cell: str) -> PhoneNumber | None:
        """In E.164, mobiles only: UK networks read texts to landlines aloud."""
        try:
            read = phonenumbers.parse(cell, "GB")
        except phonenumbers.NumberParseException:
            read = None
        number = (
            phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164) if read else ""
        )
        if not (number.startswith("+447") and len(number) == 13):
            self.wrong(row, "phone", "is not a UK mobile number")
            return None
        return PhoneNumber(number)

    def _mode(self, row: int, cell: str) -> Mode | None:
        offered = self.practice.settings.modes
        mode = cell.lower().replace(" ", "_") or offered[0]
        if mode not in offered:
            self.wrong(row, "mode", f"is one of: {', '.join(offered)}")
            return None
        return cast(Mode, mode)


def read_rows(
    text: str, *, practice: Practice, staff: Mapping[str, Staff], now: datetime
) -> list[ImportedVisit]:
    """Every row as a visit; raises Problem 422 with all that is wrong in all of them."""
    reader = csv.DictReader(io.StringIO(text), restkey="more", restval="")
    columns = [name.strip().lower() for name in reader.fieldnames or ()]
    reader.fieldnames = columns
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise _refused([{"place": "row 1", "problem": f"no column {one}"} for one in missing])
    reading = _Reading(practice=practice, staff=staff, now=now)
    visits = []
    for row, cells in enumerate(reader, start=2):
        if row > MOST_ROWS + 1:
            raise _refused([{"place": f"row {row}", "problem": f"more than {MOST_ROWS} rows"}])
        kept = {name: (cells.get(name) or "").strip() for name in (*REQUIRED, *OPTIONAL)}
        visit = reading.read(row, kept)
        if visit is not None:
            visits.append(visit)
    if reading.errors:
        raise _refused(reading.errors)
    if not visits:
        raise _refused([{"place": "row 2", "problem": "there are no rows"}])
    return visits


def _refused(errors: list[dict[str, str]]) -> Problem:
    return Problem(
        422,
        "Some rows cannot be imported. Nothing was saved.",
        code="import_refused",
        errors=errors,
    )
