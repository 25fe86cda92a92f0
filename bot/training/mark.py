"""What a trained network is known by: whatever would make it another one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.training.messages import Labelled
from bot.training.recipe import Recipe
from bot.training.word import Word

HERE: Final = Path(__file__).parent
CODE: Final = (
    "augment.py",
    "fit.py",
    "lessons.py",
    "network.py",
    "optimise.py",
    "spliced.py",
    "variations.py",
)
"""What turns messages and a recipe into a network."""


def mark_of(
    messages: Sequence[Labelled],
    rounds: Sequence[Recipe],
    word: Word | None = None,
    code: Path = HERE,
) -> str:
    """Sixteen letters: of the messages, of the recipes, of the teachers' word and of the code."""
    read = [(m.text, sorted(m.needs), m.risk) for m in messages]
    digest = hashlib.sha256(repr((tuple(rounds), read)).encode())
    for mark, said in sorted(word.by_mark.items()) if word else ():
        digest.update(mark.to_bytes(8, "big") + said.tobytes())
    for name in CODE:
        digest.update((code / name).read_bytes())
    return digest.hexdigest()[:16]
