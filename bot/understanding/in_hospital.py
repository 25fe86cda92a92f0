"""Whether somebody is in hospital, told by themselves or by who has their phone."""

from __future__ import annotations

from typing import Final

from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import normalise

_LONGEST: Final = 20
"""Words; a longer message tells a story, in which others are in hospital."""


def tells_of_hospital(text: str) -> bool:
    """Whether the message tells that its writer, or the person whose phone it is, is in hospital:
    "im in hospital had a fall"."""
    plain = normalise(text)
    if len(plain.words) > _LONGEST:
        return False
    return any(m.value == "in_hospital" for m in phrase_groups("requests").find(plain))
