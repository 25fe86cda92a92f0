""" "No wait, …": a "no" that takes something back, and declines nothing itself."""

from __future__ import annotations

from typing import Final

import regex

_NO: Final = r"^\W*(?:(?:actually|oh|ach|och|sorry)\W+)?(?:no|naw|nah)"
_WAIT: Final = r"(?:wait|hang on|hold on|haud on)"
_TAKES_BACK: Final = regex.compile(
    rf"{_NO}\W+{_WAIT}\b|^\W*(?:oops|wait|soz|sorry|naw|nah)\W+(?=\d\W*$)", regex.IGNORECASE
)
_MAY_TAKE_BACK: Final = regex.compile(rf"{_NO}\W+(?:{_WAIT}|actually|sorry)\b", regex.IGNORECASE)
_INSTEAD: Final = r"(?:make it|can (?:we|i)|could (?:we|i)|say|let['’]?s)"
_OPENING: Final = regex.compile(
    rf"{_NO}(?:\W+(?:{_WAIT}|actually|sorry)\b|\s*,|\s+(?={_INSTEAD}\b))", regex.IGNORECASE
)
_WAIT_ALONE: Final = (
    r"(?<!\b(?:can['’]?t|cannot|cannae|canny|can|could|to|ill|i['’]ll|will|i)\s)wait\b"
    r"(?!\s+(?:in|till?|until|for|to|on|a)\b)"
)
_BETWEEN: Final = regex.compile(
    rf"(?<![\s,.;!…-])[\s,.;!…-]++(?:(?:no|nah)(?:\s*[,.;!…]+|\s+(?=(?:{_WAIT}|actually|sorry|{_INSTEAD})\b))"
    rf"|naw\b|{_WAIT_ALONE})(?:\W*\b(?:{_WAIT}|actually|sorry)\b)*\W*(?!(?:not?|never)\b)(?P<rest>\w.*)$",
    regex.IGNORECASE,
)


def without_opening(text: str) -> str:
    """What follows "no wait" or "no,": "No wait, Thursday" denies no Thursday."""
    return _OPENING.sub("", text)


def taken_back(text: str) -> tuple[str, str] | None:
    """What was said, and what is said instead: "Wednesday, no, make it Thursday"."""
    found = _BETWEEN.search(text)
    return (text[: found.start()], found["rest"]) if found is not None else None


def without_taking_back(text: str) -> str:
    """The text with spaces for "no wait", or for the "oops" of "oops 2", so that all else keeps its
    place.

    "No sorry" and "no actually" stay: they decline as often.
    """
    return _TAKES_BACK.sub(lambda found: " " * len(found.group()), text)


def may_take_back(text: str) -> bool:
    """Whether it begins as one who corrects what they said: "no wait", "no, sorry"."""
    return _MAY_TAKE_BACK.match(text) is not None
