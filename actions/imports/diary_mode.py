"""The way of meeting, in the words that a practice has for it: each names its slots as it likes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from storage.models.appointment import Mode

_WORDS: Final[Mapping[Mode, str]] = {
    "phone": "telephone|phone|tel",
    "in_person": "in person|face to face|f2f|surgery",
    "video": "video|online",
    "home": "home",
}
_WHOLE: Final[Mapping[str, Mode]] = {"call": "phone", "visit": "home"}
"""Words that say it alone: a video call is no telephone call."""


def mode_of(cell: str) -> Mode | None:
    """The one way that the cell names; None where it names none, or several.

    >>> mode_of("CLW telephone 30 mins"), mode_of("Face-to-face appt"), mode_of("Link worker")
    ('phone', 'in_person', None)
    """
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", cell.lower()).split())
    if plain in _WHOLE:
        return _WHOLE[plain]
    named = [mode for mode, words in _WORDS.items() if re.search(rf"\b({words})\b", plain)]
    return named[0] if len(named) == 1 else None
