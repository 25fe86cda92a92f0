"""Whether a date in a text is the writer's own date of birth: not that of an operation."""

from __future__ import annotations

from datetime import date
from typing import Final

import regex

from bot.understanding.answers.birth_date import years_between

YOUNGEST: Final = 8
"""Nobody younger writes to us: a date since then, or such an age, is of something else."""

_OF_BIRTH: Final = regex.compile(
    r"\b(?:date of birth|birth ?date|birthday|d\.?o\.?b\b|born)", regex.IGNORECASE
)
_PUTTING_RIGHT: Final = regex.compile(
    r"\b(?:sorry|soz|oops|meant|mean|should(?: have)? (?:be|been)|typo|mistake|wrong|incorrect)\b",
    regex.IGNORECASE,
)
_MEANT: Final = regex.compile(r"\b(?:i\s+)?meant\b|\bshould(?: have)? (?:be|been)\b", regex.I)
_NOT_ANOTHER: Final = regex.compile(
    r"\W*\b(?:not|no)\s+(?:the\s+)?(?:in\s+)?['’]?\d[\d\s./-]*(?:\s*$|[,.;!?\n]|\s+(?:and|but)\b)",
    regex.I,
)
""" "14/2/62 not 61"."""
_OF_ANOTHER: Final = regex.compile(
    r"\b(?:he|she|they|(?:wee|youngest|oldest|eldest|twins?|baby|bairn|wean|weans|kids?|child|"
    r"children|son|daughter|boy|girl|lad|lassie|grandson|granddaughter|grandchild|niece|nephew|"
    r"brother|sister|mum|dad|mother|father|husband|wife|partner))(?:['’]?s)?\s+"
    r"(?:(?:was|wis|were|is|got)\s+)?(?:only\s+)?(?:born|d\.?o\.?b\b|date of birth|birthday)",
    regex.IGNORECASE,
)
_AROUND: Final = regex.compile(
    r"[\W_]*(?:\b(?:it|its|is|im|i['’]m|no|naw|actually|oh|hi|hello|ok|yes|aye|yep|so|and|the|on|"
    r"please|thanks|thank you|wait|hang on|hold on|och|ach|aw)\b[\W_]*)*",
    regex.IGNORECASE,
)


def may_be_of_birth(born: date, written: str, today: date) -> bool:
    """Whether whoever writes may have been born then; "12/3/26" in 2026 is next week."""
    short = regex.search(r"(?<!\d)\d{2}$", written)
    is_to_come = short is not None and int(short[0]) - today.year % 100 in (0, 1)
    return not is_to_come and years_between(born, today) >= YOUNGEST


def calls_it_birth(text: str) -> bool:
    """Whether the writer speaks of the day they were born, and not of another's."""
    is_called = _OF_BIRTH.search(text) is not None or _MEANT.search(text) is not None
    return is_called and _OF_ANOTHER.search(text) is None


def says_it_is_own(text: str, start: int, end: int) -> bool:
    """Whether the date at this place is called one of birth, put right, or all that is said."""
    if _OF_ANOTHER.search(text):
        return False
    is_alone = _AROUND.fullmatch(text[:start] + " " + text[end:]) is not None
    is_put_right = _PUTTING_RIGHT.search(text) is not None or puts_date_right(text, end)
    return is_alone or calls_it_birth(text) or is_put_right


def puts_date_right(text: str, end: int) -> bool:
    """Whether what follows a date denies another: "14/2/62 not 61"."""
    return _NOT_ANOTHER.match(text, end) is not None
