"""The messages of one pass: most as they are, some in a hurry, two in one breath, or half told."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.training.augment import cut, hurried, joined
from bot.training.messages import Labelled
from bot.training.recipe import Recipe
from bot.understanding.detection import Risk
from bot.understanding.model.signals import RISK_LEVELS

_LONGEST_TO_JOIN: Final = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A message as it is shown once; where it was cut, its label need not be true any more."""

    text: str
    needs: frozenset[str]
    risk: Risk
    is_cut: bool = False


def varied(messages: Sequence[Labelled], recipe: Recipe, rng: random.Random) -> list[Form]:
    """As many as came in, in their order."""
    return [_varied(message, messages, recipe, rng) for message in messages]


def _varied(
    message: Labelled, messages: Sequence[Labelled], recipe: Recipe, rng: random.Random
) -> Form:
    text, needs, risk = message.text, message.needs, message.risk
    draw = rng.random()
    if draw < recipe.joined and len(text) < _LONGEST_TO_JOIN:
        other = rng.choice(messages)
        if len(other.text) < _LONGEST_TO_JOIN:
            first, second = rng.sample((text, other.text), 2)
            text = joined(first, second, rng)
            needs = needs | other.needs
            risk = max(risk, other.risk, key=RISK_LEVELS.index)
    elif recipe.cut and draw < recipe.joined + recipe.cut:
        text = cut(text, rng)
    is_cut = len(text) < len(message.text)
    if rng.random() < recipe.hurried:
        text = hurried(text, rng)
    return Form(text=text, needs=needs, risk=risk, is_cut=is_cut)
