"""The chat whose hour has come, and of which nobody has yet said what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from actions.basis.case import Case
from actions.basis.when_text import when_text
from storage.models import Appointment

_STILL_SPOKEN_OF: Final = timedelta(days=1)


async def begun_chat(case: Case) -> Appointment | None:
    """The last that began today or yesterday, by the patient's clock."""
    zone, now = case.work.timezone, case.now
    oldest = now.astimezone(zone).date() - _STILL_SPOKEN_OF
    live = await case.work.uow.appointments.live_for_patient(case.patient.id)
    begun = [
        each
        for each in live
        if each.status != "held"
        and each.starts_at <= now
        and each.starts_at.astimezone(zone).date() >= oldest
    ]
    return begun[-1] if begun else None


async def chat_begun_text(case: Case) -> str:
    """When that chat began, "Fri 4 Dec, 10am"; empty where there is none."""
    begun = await begun_chat(case)
    if begun is None:
        return ""
    return when_text(begun.starts_at, case.work.timezone, case.words.language)
