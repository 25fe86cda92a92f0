"""Somebody leaves what is booked as it is, and would be rung: "yes but leave it, can she phone me".

To times on offer "can she phone me" alone asks for one by phone.
"""

from __future__ import annotations

from typing import Final

import regex

from bot.commands import Span
from bot.understanding.clauses import clauses

_LEAVES: Final = regex.compile(
    r"^\W*(?:(?:yes|aye|ok|okay|no|naw|nah|och|oh|actually|sorry|just|please|pls|i['’]?ll|well|then)"
    r"\W+)*(?:(?:leave|keep|forget|scrap)\s+(?:it|that|this|them|(?:my|the|ma)\s+\w+)|never\s*mind"
    r"|(?:don['’]?t|dinnae)\s+(?:bother|worry))"
    r"(?:\W+(?:as|it|is|was|then|for|now|the|there|about|that|please|ta|thanks|moving|to|move))*\W*$",
    regex.IGNORECASE,
)
_CALLS: Final = regex.compile(
    r"\b(?:can|could|will|would|get|ask|tell|want|gonnae|have|please|pls|just)\b.{0,30}"
    r"\b(?:phone|fone|ring|call|bell)\s+(?:me|us)\b(?!\s+(?:on|at|after|before|then|that)\b.*\d)",
    regex.IGNORECASE,
)


def asks_for_a_call_instead(text: str) -> Span | None:
    """Where the words stand that ask to be rung beside those that leave all as it is; None where
    one of the two is missing."""
    said = clauses(text)
    if not any(_LEAVES.match(each) for each, _, _ in said):
        return None
    asked = (Span(start, end) for each, start, end in said if _CALLS.search(each))
    return next(asked, None)
