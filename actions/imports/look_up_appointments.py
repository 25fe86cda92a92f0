"""What the diary and the opt-outs say of rows that are to be imported: asked before anything is
saved, so that a manager reads it beside each row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from actions.imports.check_appointments import OVERLAPS, CheckedRow
from actions.imports.import_appointments import TAKEN
from storage.models import Practice
from storage.models.appointment import LIVE_STATUSES
from storage.unit_of_work import UnitOfWork
from storage.views.import_check import Booked, Known, booked, known_numbers

OPTED_OUT = "texted STOP: the appointment is kept, but no reminder will be sent"
CANCELLED = "was imported before and cancelled since: it stays cancelled"


async def look_up_appointments(
    uow: UnitOfWork, practice: Practice, rows: Sequence[CheckedRow]
) -> None:
    """Add to `rows` what is taken, kept already, overlapping, or of somebody who said STOP."""
    visits = [row.visit for row in rows if row.visit is not None]
    if not visits:
        return
    length = timedelta(minutes=practice.settings.appointment_minutes)
    since = min(visit.starts_at for visit in visits) - timedelta(days=1)
    until = max(visit.starts_at for visit in visits) + length
    workers = sorted({visit.link_worker_id for visit in visits})
    known = await known_numbers(uow, practice.id, [visit.phone for visit in visits])
    diary: dict[str, list[Booked]] = defaultdict(list)
    called_off = {
        (visit.link_worker_id, visit.starts_at, known[visit.phone].patient_id)
        for visit in visits
        if visit.is_called_off and visit.phone in known
    }
    for one in await booked(uow, workers, since, until):
        if (one.link_worker_id, one.starts_at, one.patient_id) not in called_off:
            diary[one.link_worker_id].append(one)
    for row in rows:
        if row.visit is not None and not row.visit.is_called_off:
            person = known.get(row.visit.phone)
            _compare(row, row.visit.starts_at, length, diary[row.visit.link_worker_id], person)


def _compare(
    row: CheckedRow,
    starts_at: datetime,
    length: timedelta,
    diary: Sequence[Booked],
    person: Known | None,
) -> None:
    same_start = [one for one in diary if one.starts_at == starts_at]
    own = [one for one in same_start if person and one.patient_id == person.patient_id]
    if own:
        row.is_there = True
        if all(one.status == "cancelled" for one in own):
            row.notes.append(CANCELLED)
    elif any(one.status in LIVE_STATUSES for one in same_start):
        row.problems.append(("starts_at", TAKEN))
    elif OVERLAPS not in row.notes and any(
        one.status in LIVE_STATUSES
        and one.starts_at < starts_at + length
        and starts_at < one.ends_at
        for one in diary
    ):
        row.notes.append(OVERLAPS)
    if person and person.is_out:
        row.notes.append(OPTED_OUT)
