"""A practice brings its own appointments: people are known by their number, or made known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import storage.errors
from actions.basis.audit import record
from actions.basis.errors import ActionError
from actions.basis.work import Work
from actions.booking.cancel import cancel
from actions.booking.plan_reminders import plan_reminders_of_known
from actions.imports.same_name import may_be_same
from actions.intake.rename import rename
from actions.texts.opt_out import opt_out_as_before
from actions.waiting_list.offer_freed_time import Freed, offer_freed_time
from storage.models import Appointment, Conversation, Patient, Referral
from storage.models.appointment import REMINDED_OF, Mode
from storage.private import PersonName, PhoneNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedVisit:
    """One row, already checked; `row` is its line in the file, both times are aware."""

    row: int
    starts_at: datetime
    ends_at: datetime
    link_worker_id: str
    mode: Mode
    phone: PhoneNumber | None
    """None where nobody can be reminded of it: its time is kept, and is nobody's that we know."""
    name: PersonName | None = None
    is_called_off: bool = False
    """The diary says that it is cancelled: nobody is to be reminded of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of the rows: `made` now, `there` already, since the file came before, and
    `called_off` by the diary. `kept` are times now taken for who is not known here."""

    made: tuple[Appointment, ...]
    there: tuple[Appointment, ...]
    called_off: tuple[Appointment, ...] = ()
    kept: tuple[Appointment, ...] = ()


class ImportRefused(ActionError):
    """Nothing was imported; `rows` says of each bad row what is wrong with it."""

    code = "import_refused"

    def __init__(self, rows: Sequence[tuple[int, str]]) -> None:
        super().__init__("Some rows cannot be imported. Nothing was saved.")
        self.rows = tuple(rows)


TAKEN = "the link worker has another appointment then"
OTHER_NAME = "this mobile number is kept under another name"


async def import_appointments(work: Work, rows: Sequence[ImportedVisit]) -> Imported:
    """Book every row with its reminders; raises ImportRefused, and then nothing is kept.

    A row whose appointment is kept already changes nothing, whatever has become of it since.
    """
    # Who changes the reminders in this very moment does not see these visits yet.
    await work.uow.practices.hold(work.practice)
    # First, so that the time is free for whoever has it now.
    called_off = [
        visit for row in rows if row.is_called_off for visit in await _call_off(work, row)
    ]
    made, there = await _book_all(work, [row for row in rows if not row.is_called_off])
    # Behind the others: a time that somebody of this file has is theirs.
    kept_times = [await _keep_time(work, row) for row in rows if row.phone is None]
    # Last, for a row of this very file may have given the time to somebody.
    for visit in called_off:
        await offer_freed_time(work, Freed.by(visit))
    record(
        work,
        "imported_appointments",
        work.practice.id,
        subject_type="practice",
        detail={
            **{"count": len(made), "there": len(there), "called_off": len(called_off)},
            "kept": len([one for one in kept_times if one]),
        },
    )
    return Imported(
        made=tuple(made),
        there=tuple(there),
        called_off=tuple(called_off),
        kept=tuple(one for one in kept_times if one),
    )


async def _book_all(
    work: Work, rows: Sequence[ImportedVisit]
) -> tuple[list[Appointment], list[Appointment]]:
    """Those of people with a number: made now, and there already. Raises ImportRefused."""
    made: list[Appointment] = []
    there: list[Appointment] = []
    refused: list[tuple[int, str]] = []
    for row in rows:
        if row.phone is None:
            continue
        patient = await _person(work, row.phone)
        kept = await work.uow.appointments.at(patient.id, row.link_worker_id, row.starts_at)
        if kept is None and is_anothers(row.name, patient.name):
            refused.append((row.row, OTHER_NAME))
            continue
        visit = kept or await _book(work, row, patient)
        if visit is None:
            refused.append((row.row, TAKEN))
        else:
            (there if kept else made).append(visit)
    if refused:
        raise ImportRefused(refused)
    return made, there


def is_anothers(name: str | None, kept: str | None) -> bool:
    """Whether the number of somebody of this name is kept under the name of somebody else."""
    return bool(name and kept) and not may_be_same(name or "", kept or "")


async def _person(work: Work, phone: PhoneNumber) -> Patient:
    """Made now if they are new; a number that said STOP stays opted out."""
    is_new = await work.uow.patients.by_contact(work.practice.id, phone) is None
    patient = await work.uow.patients.get_or_create(
        practice_id=work.practice.id, channel="sms", contact=phone, now=work.now
    )
    if is_new:
        await opt_out_as_before(work, patient)
    return patient


async def _call_off(work: Work, row: ImportedVisit) -> list[Appointment]:
    """What we keep of it, if anything; the practice has told the person itself."""
    if row.phone is None:
        only_time = await _nobodys(work, row)
        return [await cancel(work, one.id, offer=False) for one in only_time]
    patient = await work.uow.patients.by_contact(work.practice.id, row.phone)
    if patient is None:
        return []
    kept = await work.uow.appointments.at(patient.id, row.link_worker_id, row.starts_at)
    if kept is None or not kept.is_to_come(work.now_for(patient)):
        return []
    return [await cancel(work, kept.id, tell_patient=False, offer=False)]


async def _nobodys(work: Work, row: ImportedVisit) -> list[Appointment]:
    """The visit of who is not known here that stands at this time, if there is one."""
    kept = await work.uow.appointments.at(None, row.link_worker_id, row.starts_at)
    stands = kept is not None and kept.status in REMINDED_OF and kept.is_to_come(work.now)
    return [kept] if kept and stands and kept.practice_id == work.practice.id else []


async def _keep_time(work: Work, row: ImportedVisit) -> Appointment | None:
    """Nobody else gets it; None where it is kept, called off since, or somebody's already."""
    kept = await work.uow.appointments.at(None, row.link_worker_id, row.starts_at)
    if row.is_called_off or (kept is not None and kept.source == "import"):
        return None
    visit = _visit(work, row)
    try:
        return await work.uow.appointments.book(visit)
    except storage.errors.TimeTaken:
        return None


def _visit(work: Work, row: ImportedVisit) -> Appointment:
    return Appointment(
        practice_id=work.practice.id,
        link_worker_id=row.link_worker_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        mode=row.mode,
        status="booked",
        source="import",
        created_at=work.now,
        updated_at=work.now,
    )


async def _book(work: Work, row: ImportedVisit, patient: Patient) -> Appointment | None:
    """The appointment with its reminders; None if the time is taken."""
    if row.name and not patient.name:
        await rename(work, patient, row.name)
    conversation, referral = await _thread(work, patient, row)
    for one in await _nobodys(work, row):  # kept before the diary had a number for it
        await cancel(work, one.id, offer=False)
    visit = _visit(work, row)
    visit.patient_id, visit.referral_id = patient.id, referral.id
    try:
        await work.uow.appointments.book(visit)
    except storage.errors.TimeTaken:
        return None
    await plan_reminders_of_known(work, visit, patient, conversation.id)
    return visit


async def _thread(
    work: Work, patient: Patient, row: ImportedVisit
) -> tuple[Conversation, Referral]:
    """The person's live conversation and referral; somebody new gets both, already open."""
    found = await work.uow.conversations.thread(patient.id)
    if found is not None:
        return found[1], found[2]
    conversation = work.uow.conversations.add(
        Conversation(practice_id=work.practice.id, patient_id=patient.id, created_at=work.now)
    )
    referral = work.uow.referrals.add(
        Referral(
            practice_id=work.practice.id,
            patient_id=patient.id,
            conversation_id=conversation.id,
            status="open",
            source="import",
            language=patient.language,
            created_at=work.now,
            updated_at=work.now,
            assigned_to=row.link_worker_id,
        )
    )
    return conversation, referral
