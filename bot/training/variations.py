"""The messages of one pass: most as they are, some in a hurry, or two in one breath."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.training.augment import hurried, joined
from bot.training.recipe import Recipe

_LONGEST_TO_JOIN: Final = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A text as it is shown once, and the places of the one or two that it was made of."""

    text: str
    of: tuple[int, ...]


def varied(texts: Sequence[str], recipe: Recipe, rng: random.Random) -> list[Form]:
    """As many as came in, in their order."""
    return [_varied(place, texts, recipe, rng) for place in range(len(texts))]


def _varied(place: int, texts: Sequence[str], recipe: Recipe, rng: random.Random) -> Form:
    text, of = texts[place], [place]
    if rng.random() < recipe.joined and len(text) < _LONGEST_TO_JOIN:
        other = rng.randrange(len(texts))
        if len(texts[other]) < _LONGEST_TO_JOIN:
            first, second = rng.sample((text, texts[other]), 2)
            text, of = joined(first, second, rng), [place, other]
    if rng.random() < recipe.hurried:
        text = hurried(text, rng)
    return Form(text=text, of=tuple(of))
