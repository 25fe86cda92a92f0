""" "My mum's coming that day", to a reminder, does not say that its writer comes."""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.normalise import normalise

_COMES: Final = frozenset(["coming", "comin", "arriving", "visiting"])
_BETWEEN: Final = frozenset(
    [
        *("is", "are", "was", "be", "still", "also", "just", "definitely", "defo", "both", "all"),
        *("not", "no", "now", "only", "supposed", "to", "due", "then", "that", "day", "here"),
    ]
)
_OWN: Final = frozenset(
    [
        *("i", "im", "ill", "id", "ive", "am", "ah", "me", "we", "were", "well", "us", "myself"),
        *("yes", "aye", "yeah", "yep", "ok", "okay", "hi", "hello", "thanks", "sorry", "hopefully"),
        *("will", "shall", "might", "may", "should", "can", "probably", "maybe", "and", "but"),
    ]
)
_WITH_ONESELF: Final = regex.compile(
    r"\b(?:with|bring|bringing) (?:me|us)\b|\b(?:me|i|myself) and\b|\band (?:me|i|myself)\b"
)
_COMES_ONESELF: Final = regex.compile(
    r"\b(?:ill|i will|im|i am|we will|well) (?:still |def |definitely |defo )*"
    r"(?:be there|be in|be here|coming|manage|make it)\b"
)
_NOTHING_ELSE: Final = regex.compile(
    r"^(?: (?:thanks|thank|you|ta|cheers|see|yous|then|there|hen|pal|dont|worry|please|\.))* $"
)
_NO_AT_FIRST: Final = regex.compile(r"^ (?:(?:oh|sorry|och) )*no (?:no )*")


def only_others_come(text: str) -> bool:
    """Whether somebody else is said to come, and nobody with them: "the gas man is coming then"."""
    plain = normalise(text).text
    if _WITH_ONESELF.search(plain) or _COMES_ONESELF.search(plain):
        return False
    words = plain.split()
    return any(
        word in _COMES and _has_other_subject(words[:at]) for at, word in enumerate(words) if at
    )


def comes_after_no(text: str) -> bool:
    """ "No ill be there" denies whatever was doubted, and comes; "no ill be there at 3" may not."""
    plain = normalise(text).text
    head = _NO_AT_FIRST.match(plain)
    found = _COMES_ONESELF.search(plain)
    if head is None or found is None or found.start() != head.end():
        return False
    return _NOTHING_ELSE.match(plain[found.end() :]) is not None


def _has_other_subject(before: list[str]) -> bool:
    while before and before[-1] in _BETWEEN:
        before = before[:-1]
    return bool(before) and before[-1] != "." and before[-1] not in _OWN
