"""What trained networks are known by: whatever would make them other ones."""

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
    "batches.py",
    "descent.py",
    "encoders.py",
    "fit.py",
    "gathered.py",
    "lessons.py",
    "loss.py",
    "networks.py",
    "passes.py",
    "pretrained.py",
    "relative_places.py",
    "rows.py",
    "spliced.py",
    "variations.py",
)
"""What turns messages and a recipe into networks."""


def mark_of(
    messages: Sequence[Sequence[Labelled]],
    rounds: Sequence[Recipe],
    word: Word | None = None,
    code: Path = HERE,
) -> str:
    """Sixteen letters: of each network's messages, of the recipes, of the teachers' word and of the
    code."""
    read = [[(m.text, sorted(m.needs), m.risk) for m in each] for each in messages]
    digest = hashlib.sha256(repr((tuple(rounds), read)).encode())
    for mark, said in sorted(word.by_mark.items()) if word else ():
        digest.update(mark.to_bytes(8, "big") + said.tobytes())
    for name in CODE:
        digest.update((code / name).read_bytes())
    return digest.hexdigest()[:16]
