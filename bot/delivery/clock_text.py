"""How a weekday and an hour are written in a text: "Tue" and "9am", "wt." and "9:00"."""

from __future__ import annotations

from datetime import time

_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "pl": ("pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."),
}
_TWENTY_FOUR_HOURS = frozenset({"pl"})


def day_text(weekday: int, language: str) -> str:
    """The short name of a weekday (0 is Monday); in English where a language has none."""
    return _DAYS.get(language, _DAYS["en"])[weekday]


def hour_text(moment: time, language: str) -> str:
    """A time of day as this language writes it; in English, "9am" and "1:30pm"."""
    if language in _TWENTY_FOUR_HOURS:
        return f"{moment.hour}:{moment.minute:02}"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"
