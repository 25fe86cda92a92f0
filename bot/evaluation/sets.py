"""The messages that understanding is measured with. None of them is ever trained on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.understanding.detection import Risk

FOLDER: Final = Path("tests/understanding/data")
SETS: Final = (
    "messages_dev",
    "messages_unseen",
    "messages_voices",
    "messages_fresh",
    "messages_misspelt",
    "messages_later",
)
FOR_LIMITS: Final = "messages_limits"
"""From these `make train` takes limits: nothing learns from them, and no rule was written with them
in view."""
BESIDE_RULES: Final = "messages_beside_rules"
"""Rules were widened with these in view, so no figure comes from them, nor does a network
learn from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One message, and what a person says of it."""

    text: str
    needs: frozenset[str]
    risk: Risk


def read_set(name: str, folder: Path = FOLDER) -> list[Judged]:
    """`<name>.jsonl`: lines of {text, needs, risk}."""
    lines = (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return [
        Judged(text=row["text"], needs=frozenset(row["needs"]), risk=row["risk"]) for row in rows
    ]


def read_ordinary(folder: Path = FOLDER) -> list[Judged]:
    """Texts among friends and families, a line each: none of them asks for anything."""
    return _harmless(folder / "ordinary_texts.txt")


def read_answers(folder: Path = FOLDER) -> list[Judged]:
    """Answers to our own questions, a line each: none of them should raise an alarm."""
    return _harmless(folder / "answers.txt")


def _harmless(file: Path) -> list[Judged]:
    lines = file.read_text("utf-8").splitlines()
    return [Judged(text=line, needs=frozenset(), risk="none") for line in lines if line]
