""" "1, no wait, 3" of the times on offer, "1 or 2", and "not 1"."""

from __future__ import annotations

from typing import Final

import regex

_WORDS: Final = r"(?:actually|wait|sorry|oops|hang on|hold on|make (?:it|that)|i mean(?:t)?|rather)"
_INSTEAD: Final = regex.compile(
    rf"^\W*\d\W+(?:(?:no|naw|nah)\W+)?(?:{_WORDS}\W+)+(?:(?:no|naw|nah)\W+)?(?P<number>\d)\W*$"
    r"|^\W*\d\s*[,.;!]+\s*(?:no|naw|nah)\s*[,.;!]+\s*(?P<number>\d)\W*$",
    regex.IGNORECASE,
)
""" "1 no 3" may be a Scots "not", and is asked about once more."""
_EITHER: Final = regex.compile(
    r"^\W*(?:either\s+)?(?P<number>\d)\s+or\s+\d"
    r"(?:\s+(?:is|are|would be|suits?|please|thanks|fine|ok|good|great))*\W*$",
    regex.IGNORECASE,
)
_REFUSED: Final = regex.compile(
    r"^\W*(?:not (?:number )?\d"
    r"|\d (?:is |isnt |isn['’]t |wont |won['’]t |doesnt |doesn['’]t |does not )?"
    r"(?:no |not )?(?:good|use|work|suit|do)(?: for me)?)\W*$",
    regex.IGNORECASE,
)
_DENIAL: Final = regex.compile(r"not?\b|n['’]?t\b", regex.IGNORECASE)


def number_after_all(text: str) -> str | None:
    """The number meant in the end, or the first of two that suit alike."""
    found = _INSTEAD.match(text) or _EITHER.match(text)
    return found["number"] if found is not None else None


def refuses_number(text: str) -> bool:
    """ "Not 1" and "2 is no good" ask for other times."""
    return _REFUSED.match(text) is not None and _DENIAL.search(text) is not None
