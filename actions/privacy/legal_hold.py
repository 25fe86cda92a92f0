"""Keep a person's record whole for the law: place a hold, lift it, refuse while it is in force.

A court, an inquiry, a complaint or an insurer may need a record that would otherwise be erased.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from actions.basis.audit import record
from actions.basis.errors import Held, NotAllowed, NotFound, WrongField
from actions.basis.people import person_of
from actions.basis.work import Work
from storage.models import LegalHold
from storage.private import PatientText

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


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


def _day(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{local.day} {local:%B %Y}"
