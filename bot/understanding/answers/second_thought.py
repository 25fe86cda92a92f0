""" "No wait, …": a "no" that takes something back, and declines nothing itself."""

from __future__ import annotations

from typing import Final

import regex

_NO: Final = r"^\W*(?:(?:actually|oh|ach|och|sorry)\W+)?(?:no|naw|nah)"
_WAIT: Final = r"(?:wait|hang on|hold on|haud on)"
_TAKES_BACK: Final = regex.compile(rf"{_NO}\W+{_WAIT}\b", regex.IGNORECASE)
_MAY_TAKE_BACK: Final = regex.compile(rf"{_NO}\W+(?:{_WAIT}|actually|sorry)\b", regex.IGNORECASE)
_OPENING: Final = regex.compile(rf"{_NO}(?:\W+(?:{_WAIT}|actually|sorry)\b|\s*,)", regex.IGNORECASE)


def without_opening(text: str) -> str:
    """What follows "no wait" or "no,": "No wait, Thursday" denies no Thursday."""
    return _OPENING.sub("", text)


def without_taking_back(text: str) -> str:
    """The text with spaces for "no wait", so that all else keeps its place.

    "No sorry" and "no actually" stay: they decline as often.
    """
    return _TAKES_BACK.sub(lambda found: " " * len(found.group()), text)


def may_take_back(text: str) -> bool:
    """Whether it begins as one who corrects what they said: "no wait", "no, sorry"."""
    return _MAY_TAKE_BACK.match(text) is not None
