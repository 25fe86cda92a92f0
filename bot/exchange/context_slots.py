"""What a flow may know of the practice, the person and their referral, as slots.

Set anew before every turn: a flow never speaks from an old memory of a booking that a link
worker has moved since.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from actions.basis.when_text import from_text
from actions.basis.words import Words
from actions.booking.appointment_slots import NO_APPOINTMENT_SLOTS, slots_of_appointment
from actions.intake.save_person import first_name
from bot.delivery.hours import back_after_holiday, team_hours_text, team_is_open
from storage.models import Appointment, Patient, Practice, Referral


def practice_slots(practice: Practice, *, now: datetime, language: str) -> dict[str, Any]:
    """What the practice is called, when its team reads texts, whom it sends to in need."""
    settings = practice.settings
    return {
        "practice_name": practice.name,
        "role_title": settings.role_title,
        "team_hours": _when_we_read(practice, now, language),
        "office_open": team_is_open(now, settings, practice.timezone),
        "intake_open": settings.intake_open,
        "waiting_text": f"{settings.waiting_weeks}" if settings.waiting_weeks else "",
        "homeless_line": settings.homeless_line,
        "crisis_grant_line": settings.crisis_grant_line,
        "practice_address": ", ".join(map(str.strip, settings.address.splitlines())),
        "phone_to_give": settings.phone_to_give,
        "council_name": settings.council_name,
        "minimum_age": settings.minimum_age,
        "chat_minutes": settings.appointment_minutes,
        "who_for": settings.who_for,
    }


def _when_we_read(practice: Practice, now: datetime, language: str) -> str:
    """The team's hours; "from Tue 29 Dec, 9am" where a bank holiday makes them untrue."""
    back = back_after_holiday(now, practice.settings, practice.timezone)
    if back is None:
        return team_hours_text(practice.settings, language)
    return from_text(back, ZoneInfo(practice.timezone), language)


def person_slots(patient: Patient, referral: Referral, *, is_new: bool) -> dict[str, Any]:
    """What we hold of the person that changes how we speak to them."""
    return {
        "language": patient.language,
        "neutral_wording": patient.neutral_wording,
        "first_name": first_name(patient.name),
        "person_known": bool(patient.name and patient.birth_date),
        "needs_phone": patient.channel == "web" and patient.phone is None,
        "first_time": is_new,
        "still_telling": referral.status == "collecting",
        "has_told": False,
        "not_sure": False,
        "tells_loss": False,
        "calls_refused": False,
        "stopped_with": None,
        "risk": referral.risk if referral.risk == "urgent" else "none",
    }


Coming: TypeAlias = tuple[Appointment, str] | None
"""The appointment that is to come, and the name of whom it is with."""


def appointment_slots(coming: Coming, practice: Practice, words: Words) -> dict[str, Any]:
    """The appointment that is to come, if there is one."""
    if coming is None:
        return dict(NO_APPOINTMENT_SLOTS)
    appointment, worker = coming
    return slots_of_appointment(appointment, worker, ZoneInfo(practice.timezone), words)
