"""The messages that understanding is measured with. None of them is ever trained on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.understanding.detection import Risk

FOLDER: Final = Path("tests/understanding/data")
SETS: Final = ("messages_dev", "messages_unseen", "messages_voices")
FOR_LIMITS: Final = "messages_limits"
"""From these, which nothing learns from either, come the limits that config.yml states."""


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
    lines = (folder / "ordinary_texts.txt").read_text("utf-8").splitlines()
    return [Judged(text=line, needs=frozenset(), risk="none") for line in lines if line]
