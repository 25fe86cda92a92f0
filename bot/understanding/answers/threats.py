"""What somebody fears on a day is no wish for it: "I'm being evicted tomorrow"."""

from __future__ import annotations

from typing import Final

import regex

_BREAK: Final = regex.compile(r"(\b(?:and|but|so)\b|[,.;!?\n])", regex.IGNORECASE)
_THREAT: Final = regex.compile(
    r"\b(?:evict(?:ed|ing|ion|s)?|bailiffs?|sheriff officers?|repossess\p{L}*|homeless|"
    r"(?:put|thrown|throwing|kicked|kicking|chucked|flung) (?:me |us |him |her )?out|"
    r"los(?:e|ing) (?:my|the|our) (?:house|home|hoose|flat)|"
    r"(?:cut|cutting|going|went|being cut) (?:me |us )?off|disconnect\p{L}*|sanction\p{L}*)\b",
    regex.IGNORECASE,
)
_LONGEST: Final = 400


def without_threats(text: str) -> str:
    """The text without the clauses that tell of one, where a time was asked for."""
    if len(text) > _LONGEST or _THREAT.search(text) is None:
        return text
    clause, *others = _BREAK.split(text)
    joined = zip(["", *others[::2]], [clause, *others[1::2]], strict=True)
    return "".join(f"{link}{said}" for link, said in joined if not _THREAT.search(said))
