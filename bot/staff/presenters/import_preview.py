"""A spreadsheet before it is imported: how many rows are good, and what is wrong beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from actions.imports.check_appointments import CheckedRow
from storage.models import Practice

MOST_GOOD: Final = 100
"""Good rows are only counted past these; every row with something to read is shown."""
MOST_NAMED: Final = 20
_COLUMNS: Final = {
    "starts_at": "Time",
    "link_worker": "Link worker",
    "phone": "Mobile number",
    "mode": "How",
    "name": "Name",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """`when` where it could be read, else `typed`; `problems` are whole sentences."""

    row: int
    when: datetime | None
    typed: str
    worker: str
    mode: str
    who: str
    number: str
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    is_there: bool
    known_as: str = ""
    """Whose the number is here, where the row names somebody else."""
    is_called_off: bool = False
    calls_off: bool = False
    """It stands here still, and is called off when the file is imported."""
    is_left_out: bool = False
    keeps_time: bool = False
    """It is left out, and its time is taken when the file is imported."""
    until: datetime | None = None
    """Where it is longer or shorter than visits of this practice are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewView:
    """`fresh` rows would be booked and `leaving` called off; `there` are kept already, `left_out`
    become nothing but for `keeping`, whose time is taken, `wrong` hinder all of them."""

    lines: tuple[PreviewLine, ...]
    total: int
    fresh: int
    leaving: int
    there: int
    left_out: int
    keeping: int
    wrong: int
    first_wrong: tuple[int, ...]
    """Their rows, as many as one can mend before the next look."""
    hidden: int
    timezone: str


def present_preview(
    rows: Sequence[CheckedRow], names: Mapping[str, str], practice: Practice
) -> PreviewView:
    """`names` are those of the staff, by id."""
    usual = timedelta(minutes=practice.settings.appointment_minutes)
    lines = [_line(row, names, usual) for row in rows]
    wrong = [line for line in lines if line.problems]
    there = [line for line in lines if line.is_there and not _is_no_booking(line)]
    hidden = set([line.row for line in lines if _is_quiet(line)][MOST_GOOD:])
    return PreviewView(
        lines=tuple(line for line in lines if line.row not in hidden),
        total=len(lines),
        fresh=sum(_is_fresh(line) for line in lines),
        leaving=sum(line.calls_off for line in lines),
        there=len(there),
        left_out=sum(line.is_left_out for line in lines),
        keeping=sum(line.keeps_time for line in lines),
        wrong=len(wrong),
        first_wrong=tuple(line.row for line in wrong[:MOST_NAMED]),
        hidden=len(hidden),
        timezone=practice.timezone,
    )


def _is_fresh(line: PreviewLine) -> bool:
    return not (line.is_there or _is_no_booking(line))


def _is_no_booking(line: PreviewLine) -> bool:
    return bool(line.problems) or line.is_called_off or line.is_left_out


def _is_quiet(line: PreviewLine) -> bool:
    """Whether there is nothing to read beside it."""
    return not (line.problems or line.notes or line.known_as or line.calls_off)


def _sentence(note: str) -> str:
    return f"{note[0].upper()}{note[1:]}{'' if note.endswith('?') else '.'}"


def _line(row: CheckedRow, names: Mapping[str, str], usual: timedelta) -> PreviewLine:
    visit, cells = row.visit, row.cells
    number = f"ending {visit.phone[-3:]}" if visit and visit.phone else cells.get("phone", "")
    is_called_off = visit is not None and visit.is_called_off
    return PreviewLine(
        row=row.row,
        when=visit.starts_at if visit else None,
        typed=cells.get("starts_at", ""),
        worker=names[visit.link_worker_id] if visit else cells.get("link_worker", ""),
        mode=visit.mode if visit else cells.get("mode", ""),
        who=str(visit.name or "") if visit else cells.get("name", ""),
        number=number,
        problems=tuple(f"{_COLUMNS[column]}: {sentence}." for column, sentence in row.problems),
        notes=tuple(_sentence(note) for note in row.notes),
        is_there=row.is_there,
        known_as=str(row.known_as or ""),
        is_called_off=is_called_off,
        calls_off=row.calls_off,
        is_left_out=row.is_left_out,
        keeps_time=row.is_left_out and bool(visit) and not (row.is_there or is_called_off),
        until=visit.ends_at if visit and visit.ends_at - visit.starts_at != usual else None,
    )
