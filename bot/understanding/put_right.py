"""What help is for, put right: "it's not loneliness, it's money", "no, just the food"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from bot.understanding.answers.denied_need import denied_needs, says_not_only
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.detection import NEEDS, Detection, Evidence
from bot.understanding.named_needs import named_among
from bot.understanding.normalise import normalise

_MOST_WORDS: Final = 16
_LACKS: Final = regex.compile(
    r"\b(?:have|ive|got|has|had|weve|hae)\s+(?:not|no)\b"
    r"|\bnot\s+(?:have|got|hae|had|enough|any|getting|paid|pay|afford)\b"
)
""" "I do not have money for gas" takes nothing back."""
_PLACE: Final = regex.compile(
    r"\b(?:at|to|from|fae|frae|in|leaving|after|before)\s+(?:my\s+|the\s+|ma\s+)?$", regex.I
)
_OF_ONESELF: Final = frozenset({"i", "im", "ah", "am"})
""" "I'm no right" tells how somebody is."""
_NEVER_TAKEN_BACK: Final = frozenset({"abuse"})
"""Who unsays it may have somebody beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRight:
    """What a text finds after its correction, and which needs it takes back."""

    detection: Detection
    denied: frozenset[str]


def put_right(text: str, found: Detection) -> PutRight | None:
    """What a text says that denies one need by its name and names another; None if it does not."""
    if _LACKS.search(normalise(text).text):
        return None
    is_more = says_not_only(text)  # "it's not just food its the rent too"
    denied = frozenset() if is_more else denied_needs(text, NEEDS) - _NEVER_TAKEN_BACK
    if not (denied or is_more):
        return None
    named = [each for each in named_among(text, _MOST_WORDS) if each.label not in denied]
    left = [need for need in found.needs if need not in denied]
    if not (named or left):
        return None
    return PutRight(detection=_with(replace(found, needs=tuple(left)), named), denied=denied)


def kept_at_the_check(text: str, found: Detection, held: Sequence[str]) -> Detection:
    """What a text finds, asked if we understood: what it denies is gone, what it names stays.

    "It's not just food" leaves all that was understood as it is; "forget lonely, it's the damp"
    names what it is instead, "aye and food" what was missed. A bare "that's not right" says
    nothing of how somebody is.
    """
    is_of_us = _OF_ONESELF.isdisjoint(normalise(text).spoken()[:1])
    if is_of_us and read_yes_no(text) == (False, ()):
        return replace(found, needs=())
    denied = denied_needs(text, held) - _NEVER_TAKEN_BACK
    named = [
        each
        for each in named_among(text, _MOST_WORDS)
        if each.label not in denied and not _is_place(text[: each.start])
    ]
    if says_not_only(text):
        named += [_named(need, text) for need in held]
    left = tuple(need for need in found.needs if need not in denied)
    if denied and not (named or left):  # "no it's not about work" leaves the rest as it was
        named = [_named(need, text) for need in held if need not in denied]
    return _with(replace(found, needs=left), named)


def _named(need: str, text: str) -> Evidence:
    return Evidence(label=need, start=0, end=len(text), why="named")


def _is_place(before: str) -> bool:
    """ "Yes, I'm at work" asks for no help with it."""
    return _PLACE.search(before) is not None


def _with(found: Detection, named: Sequence[Evidence]) -> Detection:
    labels = dict.fromkeys((*found.needs, *(each.label for each in named)))
    return replace(found, needs=tuple(labels), evidence=(*found.evidence, *named))
