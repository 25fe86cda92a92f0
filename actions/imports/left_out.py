"""Rows of a diary that are no mistake, and of which nobody is reminded; their time is kept, but for
one that is past."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from actions.basis.e164 import e164

PAST: Final = "is past, so it is left out"
NO_MOBILE: Final = (
    "has no UK mobile number, so it is left out and no reminder is sent; the time is kept, and "
    "nobody else can book it here"
)
_LATELY: Final = timedelta(days=31)
"""An export is of this week or month; what is longer past has its year wrong."""
_LANDLINES: Final = ("+441", "+442", "+443")


NOBODY: Final = (
    "names nobody and has no UK mobile number, so it is left out; others can book this time here"
)
"""A free time of the diary, in a file that has no column for names."""


def mode_not_offered(offered: Sequence[str]) -> str:
    """Why a row is left out whose way of meeting the practice has not among its own."""
    ways = ", ".join(offered).replace("_", " ")
    return (
        f"is not how people meet here, which is: {ways}; so it is left out and no reminder is "
        "sent. The time is kept, and nobody else can book it here"
    )


def is_lately_past(starts_at: datetime, now: datetime) -> bool:
    """Whether it began before the file was read, and no longer ago than an export goes back."""
    return now - _LATELY <= starts_at <= now


def has_no_mobile(cell: str) -> bool:
    """Whether a telephone's cell says that there is none, or holds a landline; a mobile with a
    digit wrong is a mistake.

    >>> has_no_mobile("none"), has_no_mobile("0141 496 0000"), has_no_mobile("07700 90000")
    (True, True, False)
    """
    if not any(letter.isdigit() for letter in cell):
        return True
    return (e164(cell) or "").startswith(_LANDLINES)
