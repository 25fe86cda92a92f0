"""What a trained network is known by: whatever would make it another one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.training.messages import Labelled
from bot.training.recipe import Recipe

HERE: Final = Path(__file__).parent
CODE: Final = ("augment.py", "fit.py", "network.py", "optimise.py", "variations.py")
"""What turns messages and a recipe into a network."""


def mark_of(messages: Sequence[Labelled], recipe: Recipe, code: Path = HERE) -> str:
    """Sixteen letters: of the messages that are read, of the recipe, and of the code."""
    read = [(m.text, sorted(m.needs), m.risk) for m in messages if m.voice not in recipe.without]
    digest = hashlib.sha256(repr((recipe, read)).encode())
    for name in CODE:
        digest.update((code / name).read_bytes())
    return digest.hexdigest()[:16]
