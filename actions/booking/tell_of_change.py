"""Let a person know that their appointment was changed or missed."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from actions.basis.appointment_file import AppointmentFile
from actions.basis.timers import set_timer
from actions.basis.work import Work

_ASKED_WITHIN: Final = timedelta(hours=72)
"""Whoever did not come is asked kindly by then, or not at all, however late it was marked and
however often it was put off."""


async def tell_of_change(work: Work, file: AppointmentFile, kind: str) -> None:
    """At once, by a timer of this kind, which finds the words and the right hour; not at all once
    it is no news any more."""
    if file.patient is None or file.conversation_id is None:
        return
    starts_at, now = file.appointment.starts_at, work.now_for(file.patient)
    # Of one that is over (missed) the news does not grow old with its start.
    expires_at = starts_at if starts_at > now else starts_at + _ASKED_WITHIN
    if expires_at <= now:
        return
    await set_timer(
        work,
        patient=file.patient,
        conversation_id=file.conversation_id,
        kind=kind,
        owner_type="appointment_change",
        owner_id=file.appointment.id,
        owner_version=file.appointment.version,
        expires_at=expires_at,
    )
