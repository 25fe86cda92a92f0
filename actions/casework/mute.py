"""Hold a person's reminders and check-ins for a while; what is planned stays planned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from actions.basis.audit import record
from actions.basis.case_file import case_file
from actions.basis.errors import NotAllowed
from actions.basis.work import Work

CHOICES: Final[Mapping[str, timedelta]] = MappingProxyType(
    {
        "day": timedelta(days=1),
        "week": timedelta(days=7),
        "fortnight": timedelta(days=14),
        "month": timedelta(days=28),
    }
)


async def mute(work: Work, referral_id: str, choice: str) -> None:
    """Hold the texts that nobody waits for, for one of CHOICES; raises NotAllowed for another.

    Answers, the crisis reply and what a colleague writes go out as ever.
    """
    if choice not in CHOICES:
        raise NotAllowed(f"Mute for one of: {', '.join(CHOICES)}.")
    patient, _, _ = await case_file(work, referral_id)
    patient.muted_until = work.now_for(patient) + CHOICES[choice]
    record(work, "muted", patient.id, subject_type="patient", detail={"for": choice})


async def unmute(work: Work, referral_id: str) -> None:
    """Let planned texts go out again; raises NotAllowed if they do."""
    patient, _, _ = await case_file(work, referral_id)
    if patient.muted_until is None or patient.muted_until <= work.now_for(patient):
        raise NotAllowed("This person is not muted.")
    patient.muted_until = None
    record(work, "unmuted", patient.id, subject_type="patient")
