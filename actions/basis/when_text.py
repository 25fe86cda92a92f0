"""How an appointment's time is said to a person: "Tue 3 March, 10am"."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "pl": ("pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."),
}
_MONTHS = {
    "en": (
        *("Jan", "Feb", "March", "April", "May", "June"),
        *("July", "Aug", "Sept", "Oct", "Nov", "Dec"),
    ),
    "pl": (
        *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
        *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
    ),
}


def when_text(at: datetime, zone: ZoneInfo, language: str = "en") -> str:
    """`at` in the practice's zone; in twelve hours for English, twenty-four for others."""
    spoken = language if language in _DAYS else "en"
    local = at.astimezone(zone)
    day = f"{_DAYS[spoken][local.weekday()]} {local.day} {_MONTHS[spoken][local.month - 1]}"
    return f"{day}, {_hour(local) if spoken == 'en' else f'{local:%H:%M}'}"


def until_text(at: datetime, now: datetime, zone: ZoneInfo, language: str = "en") -> str:
    """`at` as an end: "4pm" on the day that it is `now`, else with its day."""
    local = at.astimezone(zone)
    if local.date() != now.astimezone(zone).date():
        return when_text(at, zone, language)
    return _hour(local) if language not in _DAYS or language == "en" else f"{local:%H:%M}"


def _hour(local: datetime) -> str:
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"
