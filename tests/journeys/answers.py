"""How a patient answers whatever is asked, until there is an appointment."""

from __future__ import annotations

import re
from typing import Final

NEED: Final = "cannae pay ma leccy and the landlord wants me oot"
BOOKED: Final = re.compile(r"you booked", re.IGNORECASE)
MOST_TEXTS: Final = 8
_ANSWERS: Final = (
    (re.compile(r"is that right|did I get that right", re.IGNORECASE), "aye"),
    (re.compile(r"what number", re.IGNORECASE), "07700 900177"),  # and whether that is safe
    (re.compile(r"safe", re.IGNORECASE), "1"),
    (re.compile(r"your name", re.IGNORECASE), "Jean Broon 14/2/1951"),
    # The latest time on offer, so that there is one to be reminded of.
    (re.compile(r"when suits", re.IGNORECASE), "3"),
    (re.compile(r"born|birth", re.IGNORECASE), "14/2/1951"),
)


def answer_to(asked: str) -> str:
    """A plain answer to the last question; the first choice where nothing better is known."""
    return next((answer for pattern, answer in _ANSWERS if pattern.search(asked)), "1")
