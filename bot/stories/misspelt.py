"""A file that meant to hold tests: passed over in silence, it would count as one that passed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.problem import did_you_mean
from bot.dialogue.reading.nodes import Table
from bot.dialogue.reading.reader import Reader
from bot.dialogue.reading.sections import LISTS, TABLES


def refuse_misspelt(node: Table, keys: Sequence[str], reader: Reader) -> None:
    """A file of flows has no tests, nor has one of something else; `test_case:` meant to have."""
    for key, _ in node.entries:
        hint = did_you_mean(key.text, keys)
        if hint and key.text not in (*TABLES, *LISTS, *keys):
            reader.problem(key, f"unknown key '{key.text}'{hint}")
