"""Whether a message about abuse tells of rape or the like, for which there is a line of its own."""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.normalise import normalise

_TOLD: Final = regex.compile(
    r" (?:rap(?:e|ed|es|ing|ist)|sexual|sexually|molest\p{L}*|grop(?:ed|es|ing)"
    r"|(?:forced|forces|made|makes) (?:me|us|her|him) (?:to )?(?:have )?sex"
    r"|zgwalc\p{L}*|gwalc\p{L}*|gwalt\p{L}*|molestow\p{L}*|seksualn\p{L}*) "
)


def tells_of_sexual_violence(text: str) -> bool:
    """True for "i was raped when i was 19"; to be asked only where abuse was found."""
    return _TOLD.search(f" {normalise(text).text} ") is not None
