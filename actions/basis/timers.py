"""Timers are rows with an owner and a version, so that a stale one does nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from actions.basis.work import Work
from storage.models import Patient, Timer


async def set_timer(
    work: Work,
    *,
    patient: Patient,
    conversation_id: str | None,
    kind: str,
    owner_type: str,
    owner_id: str,
    owner_version: int = 1,
    key: str = "",
    due_in: timedelta | None = None,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Set one timer, due after `due_in` or at `due_at` on the person's own clock.

    Setting the same timer (kind, owner, version, key) again changes nothing.
    """
    shift = patient.clock_shift
    due = work.now + (due_in or timedelta(0)) if due_at is None else due_at - shift
    work.uow.timers.write_unless_exists(
        Timer(
            practice_id=work.practice.id,
            patient_id=patient.id,
            conversation_id=conversation_id,
            kind=kind,
            owner_type=owner_type,
            owner_id=owner_id,
            owner_version=owner_version,
            key=key,
            due_at=due,
            expires_at=expires_at - shift if expires_at else None,
            status="waiting",
        )
    )


async def set_again(
    work: Work,
    timer: Timer,
    *,
    shift: timedelta,
    patient: Patient,
    conversation_id: str | None,
    owner_id: str,
    owner_version: int,
) -> None:
    """The same for what has another owner, version or person now, due and ending when it did on the
    clock of whom it was set for: `shift` is that clock's."""
    await set_timer(
        work,
        patient=patient,
        conversation_id=conversation_id,
        kind=timer.kind,
        owner_type=timer.owner_type,
        owner_id=owner_id,
        owner_version=owner_version,
        key=timer.key,
        due_at=timer.due_at + shift,
        expires_at=timer.expires_at + shift if timer.expires_at else None,
    )


async def waiting_of(work: Work, owner_type: str, owner_id: str) -> list[Timer]:
    """The timers of an owner that are still to come, by time due."""
    every = await work.uow.timers.of_owner(owner_type, owner_id)
    return [one for one in every if one.status == "waiting"]
