"""What somebody fears on a day is no wish for it: "I'm being evicted tomorrow"."""

from __future__ import annotations

from typing import Final

import regex

_CLAUSE: Final = regex.compile(
    r"(?:(?!\b(?:and|but|so)\b)[^,.;!?\n])*"
    r"\b(?:evict(?:ed|ing|ion|s)?|bailiffs?|sheriff officers?|repossess\p{L}*|homeless|"
    r"(?:put|thrown|throwing|kicked|kicking|chucked|flung) (?:me |us |him |her )?out|"
    r"los(?:e|ing) (?:my|the|our) (?:house|home|hoose|flat)|"
    r"(?:cut|cutting|going|went|being cut) (?:me |us )?off|disconnect\p{L}*|sanction\p{L}*)\b"
    r"(?:(?!\b(?:and|but|so)\b)[^,.;!?\n])*",
    regex.IGNORECASE,
)
_LONGEST: Final = 400


def without_threats(text: str) -> str:
    """The text without the clauses that tell of one, where a time was asked for."""
    return _CLAUSE.sub(" ", text) if len(text) <= _LONGEST else text
