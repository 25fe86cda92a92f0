"""How an appointment's time is said to a person: "Tue 3 March, 10am"."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.delivery.clock_text import day_text, hour_text

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


_FROM = {"en": "from", "pl": "od"}


def when_text(at: datetime, zone: ZoneInfo, language: str = "en") -> str:
    """`at` in the practice's zone, as its language writes days and hours; else in English."""
    local = at.astimezone(zone)
    months = _MONTHS.get(language, _MONTHS["en"])
    day = f"{day_text(local.weekday(), language)} {local.day} {months[local.month - 1]}"
    return f"{day}, {hour_text(local.time(), language)}"


def until_text(at: datetime, now: datetime, zone: ZoneInfo, language: str = "en") -> str:
    """`at` as an end: "4pm" on the day that it is `now`, else with its day."""
    local = at.astimezone(zone)
    if local.date() != now.astimezone(zone).date():
        return when_text(at, zone, language)
    return hour_text(local.time(), language)


def from_text(at: datetime, zone: ZoneInfo, language: str = "en") -> str:
    """`at` as a beginning: "from Tue 29 Dec, 9am"."""
    return f"{_FROM.get(language, _FROM['en'])} {when_text(at, zone, language)}"
