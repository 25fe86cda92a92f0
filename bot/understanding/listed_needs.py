"""Needs listed one after another: "need food, a letter for the housing and someone to talk to"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from bot.understanding.clauses import clauses
from bot.understanding.detection import Detection

_NOT_IN_A_LIST: Final = frozenset({"abuse", "mental_health", "caring"})
"""What changes too much, or is said of too many things, to be heard in a few words."""
_ASKS: Final = regex.compile(
    r"^\W*(?:(?:hi|hello|hiya|please|pls|i|we|im|am|we're|just|really|a|bit|of|some)\W+)*"
    r"(?:need|needing|want|wanting|looking for|could do with|after)\b",
    regex.IGNORECASE,
)
_FEWEST_ITEMS: Final = 2
_MOST_WORDS: Final = 7
_MOST: Final = 0.5


def listed_needs(text: str, by_rules: Detection) -> tuple[str, ...]:
    """The needs of which rules find a sign in most of an item, where a text asks for several short
    ones. Each is meant as if it stood alone: among others none weighs enough for the model."""
    items = clauses(text) if _ASKS.match(text) else ()
    is_list = len(items) >= _FEWEST_ITEMS and by_rules.risk == "none" and not by_rules.is_disowned
    if not is_list or any(len(said.split()) > _MOST_WORDS for said, _, _ in items):
        return ()
    found = (need for _, start, end in items for need in _in_most_of(text, start, end, by_rules))
    return tuple(dict.fromkeys(found))


def _in_most_of(text: str, start: int, end: int, by_rules: Detection) -> Iterator[str]:
    letters = sum(map(len, text[start:end].split()))
    for each in by_rules.evidence:
        if each.label not in by_rules.needs or each.label in _NOT_IN_A_LIST:
            continue
        held = sum(map(len, text[max(start, each.start) : min(end, each.end)].split()))
        if held >= _MOST * letters:
            yield each.label
