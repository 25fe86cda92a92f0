"""The slots by which a flow speaks of the appointment that is to come, or of none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from actions.basis.when_text import when_text
from actions.basis.words import Words
from actions.booking.time_choice import title
from actions.intake.save_person import first_name
from storage.models import Appointment

NO_APPOINTMENT_SLOTS: Final[Mapping[str, Any]] = {
    "has_appointment": False,
    "appointment_text": "",
    "appointment_with": "",
    "appointment_at": "",
    "appointment_way": "",
}


def slots_of_appointment(
    appointment: Appointment, worker: str | None, zone: ZoneInfo, words: Words
) -> dict[str, Any]:
    """When it is, how, and with whom; `worker` is the whole name of the link worker."""
    name = first_name(worker) if worker else ""
    when = when_text(appointment.starts_at, zone, words.language)
    return {
        "has_appointment": True,
        "appointment_text": title(words, when, appointment.mode),
        "appointment_with": name,
        "appointment_at": appointment.starts_at.isoformat(),
        "appointment_way": appointment.mode,
        "worker": name,
    }
