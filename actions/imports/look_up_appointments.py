"""What the diary and the opt-outs say of rows that are to be imported: asked before anything is
saved, so that a manager reads it beside each row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from actions.imports.check_appointments import OVERLAPS, CheckedRow
from actions.imports.import_appointments import (
    OTHER_NAME,
    TAKEN,
    ImportedVisit,
    is_anothers,
)
from storage.models import Leave, Practice
from storage.models.appointment import LIVE_STATUSES
from storage.unit_of_work import UnitOfWork
from storage.views.import_check import Booked, Known, booked, known_numbers

OPTED_OUT = "texted STOP: the appointment is kept, but no reminder will be sent"
UNREACHABLE = "texts do not arrive at this number: no reminder will be sent"
FROZEN = "this number may be somebody else's: no reminder is sent until somebody has made sure"
HELD = "no reminder is sent until somebody releases their texts in the conversation"
THERE_UNDER_OTHER_NAME = "is here under another name, and stays so"
ON_LEAVE = "this link worker is on leave then"
CANCELLED = "was imported before and cancelled since: it stays cancelled"

STAYS_AS_LONG = "is here already with another end, and stays as long as it is"


async def look_up_appointments(
    uow: UnitOfWork, practice: Practice, rows: Sequence[CheckedRow]
) -> None:
    """Add to `rows` what is taken, kept already, overlapping, in a leave, or of somebody who is
    known by another name, or to whom no reminder goes."""
    visits = [row.visit for row in rows if row.visit is not None]
    if not visits:
        return
    since = min(visit.starts_at for visit in visits) - timedelta(days=1)
    until = max(visit.ends_at for visit in visits)
    workers = sorted({visit.link_worker_id for visit in visits})
    numbers = [visit.phone for visit in visits if visit.phone is not None]
    known = await known_numbers(uow, practice.id, numbers)
    leave = await uow.availability.leave_of(workers, since)
    diary: dict[str, list[Booked]] = defaultdict(list)
    called_off = _called_off(rows, known)
    for one in await booked(uow, workers, since, until):
        freeing = called_off.get((one.link_worker_id, one.starts_at, one.patient_id))
        if freeing is None:
            diary[one.link_worker_id].append(one)
        elif one.status in LIVE_STATUSES:
            freeing.calls_off = True
    for row in rows:
        if row.visit is not None and not row.visit.is_called_off:
            person = known.get(row.visit.phone or "")
            _compare_times(row, row.visit, diary[row.visit.link_worker_id], person)
            _note_leave(row, row.visit, leave)
            if person:
                _compare_person(row, row.visit, person)


def _called_off(
    rows: Sequence[CheckedRow], known: Mapping[str, Known]
) -> dict[tuple[str, datetime, str | None], CheckedRow]:
    """The rows that say "cancelled", by link worker, time and person, where they are known; the
    time alone of a row without a number."""
    return {
        (
            visit.link_worker_id,
            visit.starts_at,
            known[visit.phone].patient_id if visit.phone else None,
        ): row
        for row in rows
        if (visit := row.visit)
        and visit.is_called_off
        and (visit.phone is None or visit.phone in known)
    }


def _compare_times(
    row: CheckedRow,
    visit: ImportedVisit,
    diary: Sequence[Booked],
    person: Known | None,
) -> None:
    same_start = [one for one in diary if one.starts_at == visit.starts_at]
    own = [one for one in same_start if _is_own(one, visit, person)]
    if own:
        row.is_there = True
        if all(one.status == "cancelled" for one in own):
            row.notes.append(CANCELLED)
        elif all(one.ends_at != visit.ends_at for one in own):
            row.notes.append(STAYS_AS_LONG)
    elif visit.phone and any(_is_taken(one) for one in same_start):
        row.problems.append(("starts_at", TAKEN))
    elif OVERLAPS not in row.notes and any(
        one.status in LIVE_STATUSES and _overlap(one, visit)
        for one in diary
        if one not in same_start
    ):
        row.notes.append(OVERLAPS)


def _is_own(one: Booked, visit: ImportedVisit, person: Known | None) -> bool:
    if visit.phone is None:
        return one.patient_id is None and one.status != "held"
    return person is not None and one.patient_id == person.patient_id


def _is_taken(one: Booked) -> bool:
    """Not by a time that was kept for who has no number: this row has it now."""
    return one.status in LIVE_STATUSES and (one.patient_id is not None or one.status == "held")


def _note_leave(row: CheckedRow, visit: ImportedVisit, leave: Sequence[Leave]) -> None:
    if any(one.link_worker_id == visit.link_worker_id and _overlap(one, visit) for one in leave):
        row.notes.append(ON_LEAVE)


def _overlap(one: Booked | Leave, visit: ImportedVisit) -> bool:
    return one.starts_at < visit.ends_at and visit.starts_at < one.ends_at


def _compare_person(row: CheckedRow, visit: ImportedVisit, person: Known) -> None:
    """One number is one person here: nobody is booked under the name of somebody else."""
    if is_anothers(visit.name, person.name):
        row.known_as = person.name
        if row.is_there:
            row.notes.append(THERE_UNDER_OTHER_NAME)
        else:
            row.problems.append(("name", OTHER_NAME))
    unsent = (
        (person.is_out, OPTED_OUT),
        (person.is_unreachable, UNREACHABLE),
        (person.is_frozen, FROZEN),
        (person.is_held, HELD),
    )
    row.notes += [note for is_so, note in unsent if is_so][:1]
