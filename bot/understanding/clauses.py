"""The clauses of a text, as its marks and links part them: "1", "my birthday is 4/3/1950"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

_BREAK: Final = regex.compile(
    r"[,;!?\n]+|\.+(?!\d)|\s(?:[-–—&+]+|n)\s|\b(?:and|but|also|plus)\b", regex.IGNORECASE
)
_BREAK_AT_REASONS: Final = regex.compile(
    rf"{_BREAK.pattern}|\b(?:though|tho|just|cos|because)\b", regex.IGNORECASE
)
_MOST: Final = 6
_LONGEST: Final = 300


def clauses(text: str, *, at_reasons: bool = False) -> Sequence[tuple[str, int, int]]:
    """Each with where it stands; none where there are so many that a story is told.

    `at_reasons`: "dont phone cos im deaf" is parted before its reason too.
    """
    said, start = [], 0
    parts = _BREAK_AT_REASONS if at_reasons else _BREAK
    breaks = [found.span() for found in parts.finditer(text[:_LONGEST])]
    for end, following in (*breaks, (len(text), len(text))):
        if text[start:end].strip():
            said.append((text[start:end].strip(), start, end))
        start = following
    return said if len(said) <= _MOST else ()
