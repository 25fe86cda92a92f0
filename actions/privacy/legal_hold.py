"""Keep a person's record whole for the law: place a hold, lift it, refuse while it is in force.

A court, an inquiry, a complaint or an insurer may need a record that would otherwise be erased.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from actions.basis.audit import record
from actions.basis.e164 import contact_as_kept
from actions.basis.errors import Held, NotAllowed, NotFound, WrongField
from actions.basis.work import Work
from storage.models import LegalHold
from storage.private import PatientText

if TYPE_CHECKING:
    from storage.models import Patient

LONGEST_REASON: Final = 500
LONGEST: Final = timedelta(days=100 * 366)


async def place_hold(
    work: Work, patient_id: str, reason: str, *, last_day: date | None = None
) -> LegalHold:
    """Hold a person's record until the end of `last_day`, or until it is lifted.

    Raises NotFound, and NotAllowed for whoever is erased already, for want of a reason, or for a
    day that is over or out of reach.
    """
    await work.uow.patients.lock(patient_id)  # no erasure in the same moment
    patient = await person_of(work, patient_id)
    if patient.is_erased:
        raise NotAllowed("This record was erased before. There is nothing left in it to hold.")
    if last_day and last_day - work.now.date() > LONGEST:
        raise WrongField("last_day", "Choose an earlier last day, or leave it empty.")
    until = _end_of(last_day, work.timezone) if last_day else None
    if not reason.strip():
        raise WrongField("reason", "Write why the record must be kept.")
    if len(reason) > LONGEST_REASON:
        sentence = f"Write the reason in {LONGEST_REASON} characters or fewer."
        raise WrongField("reason", sentence)
    if until is not None and until <= work.now:
        raise WrongField("last_day", "Choose a last day that is not over, or leave it empty.")
    hold = work.uow.legal_holds.add(
        LegalHold(
            practice_id=patient.practice_id,
            patient_id=patient.id,
            reason=PatientText(reason.strip()),
            placed_by=work.actor,
            placed_at=work.now,
            until=until,
        )
    )
    record(work, "hold_placed", patient.id, subject_type="patient", detail={"hold": hold.id})
    return hold


async def lift_hold(work: Work, hold_id: str) -> LegalHold:
    """End a hold now; raises NotFound, and NotAllowed for one that has ended."""
    hold = await work.uow.legal_holds.get(hold_id)
    if hold is None or hold.practice_id != work.practice.id:
        raise NotFound("There is no such hold.")
    if hold.lifted_at is not None:
        raise NotAllowed("This hold was lifted before.")
    hold.lifted_at, hold.lifted_by = work.now, work.actor
    record(work, "hold_lifted", hold.patient_id, subject_type="patient", detail={"hold": hold.id})
    return hold


async def refuse_if_held(work: Work, patient_id: str) -> None:
    """Raises Held, with a sentence that says since when and until when."""
    hold = await work.uow.legal_holds.in_force(patient_id, work.now)
    if hold is not None:
        since = _day(hold.placed_at, work.timezone)
        end = "until somebody lifts it"
        if hold.last_moment is not None:
            end = f"until the end of {_day(hold.last_moment, work.timezone)}"
        raise Held(
            f"This record is under a legal hold, placed on {since} and in force {end}. "
            "Nothing of it can be erased before that."
        )


async def person_of(work: Work, patient_id: str) -> Patient:
    """The person of this practice with this id; raises NotFound."""
    patient = await work.uow.patients.get(patient_id)
    if patient is None or patient.practice_id != work.practice.id:
        raise NotFound("Nobody like that is known to this practice.")
    return patient


async def records_of(work: Work, patient_id: str) -> list[Patient]:
    """The same, and behind it every other record of theirs: under their number's other address,
    and those that staff joined with it."""
    return await _with_their_others(work, [await person_of(work, patient_id)])


async def _with_their_others(work: Work, people: list[Patient]) -> list[Patient]:
    """All that is reached from one to the next, each once."""
    found = {one.id: one for one in people}
    for_each = list(people)
    for patient in for_each:  # it grows while it is walked
        other = await work.uow.patients.at_other_address(patient)
        joined = await work.uow.joined_records.others_of(patient.id)
        for one in (*joined, *([other] if other else [])):
            if one.id not in found:
                found[one.id] = one
                for_each.append(one)
    return list(found.values())


async def people_with(work: Work, contact: str) -> list[Patient]:
    """Every record of this practice under this number, however it is written, by SMS and by
    WhatsApp, and what staff joined with either; raises NotFound."""
    found = await work.uow.patients.at_number(work.practice.id, contact_as_kept(contact))
    if not found:
        raise NotFound("Nobody with that contact is known to this practice.")
    return await _with_their_others(work, found)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


def _day(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{local.day} {local:%B %Y}"
