"""Whether rows of a spreadsheet can become appointments, each row by itself and with the others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Final, cast
from zoneinfo import ZoneInfo

from actions.basis.uk_mobile import uk_mobile
from actions.booking.book import FURTHEST_AHEAD
from actions.imports.appointment_sheet import SheetRow
from actions.imports.diary_mode import mode_of
from actions.imports.diary_time import read_time
from actions.imports.import_appointments import ImportedVisit
from actions.imports.left_out import (
    NO_MOBILE,
    NOBODY,
    PAST,
    has_no_mobile,
    is_lately_past,
    mode_not_offered,
)
from actions.imports.odd_time import odd_time
from actions.imports.same_name import TITLES, may_be_same
from actions.imports.visit_end import end_of
from storage.models import Practice, Staff
from storage.models.appointment import Mode
from storage.private import PersonName, PhoneNumber

OVERLAPS: Final = "overlaps another appointment of this link worker"
UNKNOWN_STATUS: Final = "is taken as booked: its status is none that is known here"
CUT_SHORT: Final = (
    "the spreadsheet has cut this number short: make its column one of text, then write it anew"
)
_CUT_SHORT: Final = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
"""What Excel writes for a number of twelve digits; the last ones are lost."""
LONGEST_NAME: Final = 100
_CALLED_OFF: Final = re.compile(r"(?<!\bnot )\b(cancel|called off)")
_STANDING: Final = frozenset(
    {"", "booked", "confirmed", "scheduled", "planned", "active", "arrived", "sent in"}
)
"""Other words of diaries are pointed out: a moved or missed visit is not to be reminded of."""


@dataclass(slots=True, kw_only=True)
class CheckedRow:
    """A row with what is wrong in it: pairs of column and sentence. `notes` hinder nothing.

    `is_there`: this very appointment is kept already, so importing it again changes nothing.
    `calls_off`: the file says that it is cancelled, and it stands here until it is imported.
    `is_left_out`: it is no mistake, but nobody is reminded of it; a note says why. With a `visit`
    its time is kept all the same.
    """

    row: int
    cells: Mapping[str, str] = field(repr=False)
    visit: ImportedVisit | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_there: bool = False
    calls_off: bool = False
    is_left_out: bool = False
    known_as: PersonName | None = None
    """Where this number is somebody else's here: the name that it is kept under."""

    def leave_out(self, why: str) -> CheckedRow:
        self.problems.clear()
        self.notes.append(why)
        self.is_left_out = True
        return self


@dataclass(slots=True, kw_only=True)
class _Reading:
    practice: Practice
    team: Collection[Staff]
    now: datetime
    seen: set[tuple[str, datetime]] = field(default_factory=set)
    named: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Whose each number is by this file: the row that said so first, and the name."""

    def read(self, row: SheetRow) -> CheckedRow:
        made = CheckedRow(row=row.row, cells=row.cells)
        cell = {name: row.cells.get(name, "") for name in ("starts_at", "link_worker", "phone")}
        local = self._on_this_clock(cell["starts_at"])
        if local is not None and is_lately_past(local, self.now):
            return made.leave_out(PAST)
        starts_at = self._starts_at(made, local)
        worker = self._worker(made, cell["link_worker"])
        phone = _phone(made, cell["phone"])
        mode = self._mode(made, row.cells.get("mode", ""))
        name = _name(made, row.cells.get("name", ""))
        if {column for column, _ in made.problems} == {"phone"} and has_no_mobile(cell["phone"]):
            if not (name or any(letter.isdigit() for letter in cell["phone"])):
                return made.leave_out(NOBODY)
            made.leave_out(NO_MOBILE)
        if made.problems or not (starts_at and worker and mode):
            return made
        visit = ImportedVisit(
            row=row.row,
            starts_at=starts_at,
            ends_at=self._ends_at(made, starts_at),
            link_worker_id=worker,
            mode=mode,
            phone=phone,
            name=name,
            is_called_off=_is_called_off(made, row.cells.get("status", "")),
        )
        return self._placed(made, visit)

    def _placed(self, made: CheckedRow, visit: ImportedVisit) -> CheckedRow:
        """With its visit, or with what is wrong beside the rows before it."""
        offered = self.practice.settings.modes
        if visit.phone and visit.mode not in offered and not visit.is_called_off:
            made.leave_out(mode_not_offered(offered))
            visit = replace(visit, phone=None)
        place = visit.link_worker_id, visit.starts_at
        if not visit.is_called_off and visit.phone:  # somebody else may have a freed time now
            if place in self.seen:
                made.problems.append(("starts_at", "another row has this link worker at this time"))
                return made
            self.seen.add(place)
            zone = ZoneInfo(self.practice.timezone)
            odd = odd_time(visit.starts_at.astimezone(zone), self.now)
            made.notes += [odd] if odd else []
            self._compare_names(made, visit.phone, visit.name)
        made.visit = visit
        return made

    def _compare_names(self, made: CheckedRow, phone: str, name: str | None) -> None:
        """One number is one person: the second name would be lost, and their texts the first's."""
        if not name:
            return
        row, first = self.named.setdefault(phone, (made.row, name))
        if not may_be_same(first, name):
            problem = f"row {row} has this mobile number under another name; take one of them out"
            made.problems.append(("name", problem))

    def _on_this_clock(self, cell: str) -> datetime | None:
        """Without an offset it is the practice's wall clock, which is what a diary shows."""
        read = read_time(cell)
        if read is None or read.tzinfo:
            return read
        return read.replace(tzinfo=ZoneInfo(self.practice.timezone))

    def _starts_at(self, made: CheckedRow, local: datetime | None) -> datetime | None:
        if local is None:
            like = "write it like 2026-11-26 10:30 or 26/11/2026 10:30, on a day that there is"
            made.problems.append(("starts_at", like))
            return None
        if local.second or local.microsecond:
            made.problems.append(("starts_at", "is not a whole minute"))
            return None
        if local <= self.now:
            made.problems.append(("starts_at", "is more than a month past"))
            return None
        if local - self.now > FURTHEST_AHEAD:
            made.problems.append(("starts_at", "is more than three years away"))
            return None
        starts_at = local.astimezone(UTC)
        if starts_at.astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None):
            made.problems.append(("starts_at", "is no time of that day: the clocks go forward"))
            return None
        return starts_at

    def _ends_at(self, made: CheckedRow, starts_at: datetime) -> datetime:
        """As long as the diary has it."""
        usual = timedelta(minutes=self.practice.settings.appointment_minutes)
        local = starts_at.astimezone(ZoneInfo(self.practice.timezone))
        ends_at, note = end_of(made.cells, local, usual)
        made.notes += [note] if note else []
        return ends_at.astimezone(UTC)

    def _worker(self, made: CheckedRow, cell: str) -> str | None:
        """By address, or by name where only one of the practice has it."""
        address, name = cell.lower(), spoken_name(cell).casefold()
        found = [one.id for one in self.team if one.email == address]
        found = found or [one.id for one in self.team if name and one.name.casefold() == name]
        if len(found) == 1:
            return found[0]
        problem = (
            "two people of this practice have that name: write the email address"
            if found
            else "nobody of this practice has that address or name"
        )
        made.problems.append(("link_worker", problem))
        return None

    def _mode(self, made: CheckedRow, cell: str) -> Mode | None:
        offered = self.practice.settings.modes
        mode = mode_of(cell) if cell else cast(Mode, offered[0])
        if mode is None:
            ways = ", ".join(offered).replace("_", " ")
            made.problems.append(("mode", f"is not how people meet here, which is: {ways}"))
        return mode


def check_appointments(
    rows: Iterable[SheetRow], *, practice: Practice, team: Collection[Staff], now: datetime
) -> list[CheckedRow]:
    """Every row with a visit, or with all that is wrong in it; nothing is looked up. `team` are
    those who may have appointments here."""
    reading = _Reading(practice=practice, team=team, now=now)
    checked = [reading.read(row) for row in rows]
    _note_overlaps(checked)
    return checked


def _note_overlaps(rows: Iterable[CheckedRow]) -> None:
    """Beside each row that begins before an earlier one of the file is over."""
    booked = [(row.visit, row) for row in rows if row.visit and not row.visit.is_called_off]
    booked.sort(key=lambda one: (one[0].link_worker_id, one[0].starts_at))
    for _, same in groupby(booked, key=lambda one: one[0].link_worker_id):
        busy_until: datetime | None = None
        for visit, row in same:
            if busy_until is not None and visit.starts_at < busy_until:
                row.notes.append(OVERLAPS)
            busy_until = max(busy_until or visit.ends_at, visit.ends_at)


def spoken_name(cell: str) -> str:
    """A person's name as it is said: "BROON, Jean (Mrs)" and "Mrs Jean Broon" are "Jean Broon"."""
    plain = " ".join(re.sub(r"\([^()]*\)", " ", cell).split())
    last, comma, first = (part.strip() for part in plain.partition(","))
    last = last.title() if last.isupper() else last
    words = f"{first} {last}".split() if comma else last.split()
    # A title would be taken for the first name; with a surname alone it is all that there is.
    while len(words) > 2 and words[0].lower().rstrip(".") in TITLES:
        del words[0]
    return " ".join(words)


def _name(made: CheckedRow, cell: str) -> PersonName | None:
    if len(cell) > LONGEST_NAME:
        made.problems.append(("name", f"has more than {LONGEST_NAME} letters"))
        return None
    name = spoken_name(cell)
    return PersonName(name) if name else None


def _is_called_off(made: CheckedRow, cell: str) -> bool:
    """By whom does not matter: "Cancelled", "Patient cancelled", "Called off by practice"."""
    status = " ".join(cell.lower().split())
    is_called_off = _CALLED_OFF.search(status) is not None
    if not is_called_off and status not in _STANDING:
        made.notes.append(UNKNOWN_STATUS)
    return is_called_off


def _phone(made: CheckedRow, cell: str) -> PhoneNumber | None:
    number = uk_mobile(cell)
    if number is None:
        is_cut = _CUT_SHORT.fullmatch(cell) is not None
        made.problems.append(("phone", CUT_SHORT if is_cut else "is not a UK mobile number"))
        return None
    other = uk_mobile(made.cells.get("other_phone", ""))
    if other is not None:
        made.notes.append(
            f"has two mobile numbers: the first, ending {number[-3:]}, is kept and texted; "
            f"the one ending {other[-3:]} is not"
        )
    return PhoneNumber(number)


def good(rows: Sequence[CheckedRow]) -> list[ImportedVisit]:
    """The visits of the rows in which nothing is wrong."""
    return [row.visit for row in rows if row.visit is not None and not row.problems]
