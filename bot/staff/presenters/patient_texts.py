"""What a patient would get, by the renderer of real texts and for somebody invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from actions.basis.words import Words
from actions.texts.queue_text import body_of
from bot.delivery.segments import segments
from bot.dialogue import Flows
from bot.exchange.context_slots import appointment_slots, practice_slots
from storage.models import Appointment, Practice


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientText:
    """`units` are characters as the phone network counts them."""

    text: str
    segments: int
    units: int


def reminder_texts(
    flows: Flows, practice: Practice, line: str, *, worker: str, now: datetime
) -> tuple[PatientText, PatientText]:
    """The reminder as most people get it, and as it is where somebody else may read it."""
    words = _words(flows, practice, now)
    coming = _in_three_days(practice, now)
    slots = {
        **appointment_slots((coming, worker), practice, words),
        "reminder_line": line,
        "reminder_due": True,
        "reminder_stands": "on",
    }
    return (
        _text(words, "utter_reminder", {**slots, "neutral_wording": False}),
        _text(words, "utter_reminder", {**slots, "neutral_wording": True}),
    )


def waiting_texts(
    flows: Flows, practice: Practice, *, weeks: int | None, now: datetime
) -> tuple[PatientText, PatientText]:
    """What somebody new is told while intake is closed: of the wait, and that they are kept."""
    words = _words(flows, practice, now)
    slots = {"waiting_text": str(weeks or ""), "neutral_wording": False}
    return (
        _text(words, "utter_intake_closed", slots),
        _text(words, "utter_on_waiting_list", slots),
    )


def urgent_texts(
    flows: Flows, practice: Practice, *, homeless_line: str, crisis_grant_line: str, now: datetime
) -> tuple[PatientText, PatientText]:
    """What somebody with nowhere to sleep, and somebody with nothing to eat, is told in the team's
    hours."""
    words = _words(flows, practice, now)
    slots = {
        "homeless_line": homeless_line,
        "crisis_grant_line": crisis_grant_line,
        "neutral_wording": False,
        "office_open": True,
    }
    return (
        _text(words, "utter_urgent_homeless", slots),
        _text(words, "utter_urgent_food", slots),
    )


def _words(flows: Flows, practice: Practice, now: datetime) -> Words:
    language = flows.default_language
    slots = practice_slots(practice, now=now, language=language)
    return Words(flows=flows, language=language, channel="sms", slots=slots)


def _text(words: Words, response: str, slots: dict[str, Any]) -> PatientText:
    said = words.said(response, **slots)
    body = body_of(said.text, [(one.title, one.payload) for one in said.buttons])
    counted = segments(body)
    return PatientText(text=body, segments=counted.count, units=counted.units)


def _in_three_days(practice: Practice, now: datetime) -> Appointment:
    zone = ZoneInfo(practice.timezone)
    day = now.astimezone(zone).date() + timedelta(days=3)
    starts = datetime.combine(day, time(10, 30), zone)
    minutes = practice.settings.appointment_minutes
    return Appointment(
        practice_id=practice.id,
        link_worker_id="",
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
        mode="phone",
        status="booked",
        created_at=now,
        updated_at=now,
    )
