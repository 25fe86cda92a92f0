"""Needs that rules find in a clause of its own: "can we move it to friday, my gas is off"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from bot.understanding.answers.denied_need import denied_needs
from bot.understanding.clauses import clauses
from bot.understanding.detection import NEEDS, Evidence
from bot.understanding.rule_detector import detect

_NOT_BY_RULES: Final = frozenset({"abuse", "mental_health", "caring"})
"""What changes too much, or is said of too many things, to be heard in half a text."""
_PLACE: Final = regex.compile(
    r"\b(?:at|to|from|fae|frae|in|leaving|after|before)\s+(?:my\s+|the\s+|ma\s+)?$",
    regex.IGNORECASE,
)


def needs_told_apart(text: str) -> Sequence[tuple[str, tuple[Evidence, ...]]]:
    """Each clause, with what the rules find in it and where that stands in the text.

    "Im at work" asks for no help, and "it's not money" denies that need.
    """
    denied = denied_needs(text, NEEDS)
    found = []
    for said, start, end in clauses(text, at_reasons=True):
        at = start + len(text[start:end]) - len(text[start:end].lstrip())
        told = tuple(
            replace(each, start=at + each.start, end=at + each.end)
            for each in _told_in(said)
            if each.label not in denied
        )
        found.append((said, told))
    return found


def _told_in(clause: str) -> list[Evidence]:
    by_rules = detect(clause)
    return [
        each
        for each in by_rules.evidence
        if each.label in by_rules.needs
        and each.label not in _NOT_BY_RULES
        and _PLACE.search(clause[: each.start]) is None
    ]
