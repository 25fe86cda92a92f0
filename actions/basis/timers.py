"""Set a timer: a row with an owner and a version, so that a stale one does nothing."""

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
