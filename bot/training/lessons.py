"""What each form of a pass is to be read as: by the labels, by the teachers' word, or by both."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import numpy as np

from bot.training.messages import Labelled
from bot.training.recipe import LABELS_IN_DOUBT, Recipe
from bot.training.variations import Form, varied
from bot.training.word import Word
from bot.understanding.detection import NEEDS
from bot.understanding.model.signals import RISK_LEVELS, Floats

Lesson: TypeAlias = Callable[[random.Random], tuple[Sequence[Form], Floats]]
"""Draws the forms of one pass, and what each is to be read as, `[forms, 17]`: a share of yes for
each need, and shares of the four levels of risk."""

_SMOOTH: Final = 0.05
"""Of a level of risk that a label alone stands for, so much is spread over all four."""
_GRAVITY: Final = np.arange(len(RISK_LEVELS), dtype=np.float32)


def by_labels(messages: Sequence[Labelled], recipe: Recipe) -> tuple[Lesson, int]:
    """Lessons of these messages, and how many forms are in each."""
    texts, wanted = [message.text for message in messages], labels_of(messages)

    def lesson(rng: random.Random) -> tuple[Sequence[Form], Floats]:
        forms = varied(texts, recipe, rng)
        return forms, _wanted(forms, wanted)

    return lesson, len(texts)


def by_word(
    messages: Sequence[Labelled], pieces: Sequence[str], word: Word, recipe: Recipe
) -> tuple[Lesson, int]:
    """Each message once by label and word, and some of the spliced texts by the word alone.

    A message of which nothing was said counts by its label, unless that is in doubt.
    """
    told = [message for message in messages if _can_be_told(message, word)]
    said = [(piece, of) for piece in pieces if (of := word.of(piece)) is not None]
    texts, wanted = [message.text for message in told], _mixed(told, word, recipe.teachers_word)
    some = round(len(said) * recipe.spliced_share)

    def lesson(rng: random.Random) -> tuple[Sequence[Form], Floats]:
        labelled = varied(texts, recipe, rng)
        drawn = rng.sample(said, some)
        unlabelled = varied([piece for piece, _ in drawn], recipe, rng)
        of_drawn = np.array([of for _, of in drawn], dtype=np.float32).reshape(
            some, wanted.shape[1]
        )
        both = [_wanted(labelled, wanted), _wanted(unlabelled, of_drawn)]
        return [*labelled, *unlabelled], np.concatenate(both)

    return lesson, len(texts) + some


def labels_of(messages: Sequence[Labelled]) -> Floats:
    """`[messages, 17]`."""
    needs = np.array([[need in m.needs for need in NEEDS] for m in messages], dtype=np.float32)
    risk = np.array([[level == m.risk for level in RISK_LEVELS] for m in messages])
    even = np.float32(_SMOOTH / len(RISK_LEVELS))
    labels: Floats = np.concatenate(
        [needs, risk.astype(np.float32) * np.float32(1 - _SMOOTH) + even], axis=1
    )
    return labels


def _can_be_told(message: Labelled, word: Word) -> bool:
    return message.voice not in LABELS_IN_DOUBT or word.of(message.text) is not None


def _mixed(messages: Sequence[Labelled], word: Word, share: float) -> Floats:
    mixed = labels_of(messages)
    for place, message in enumerate(messages):
        said = word.of(message.text)
        if said is not None:
            counts = 1.0 if message.voice in LABELS_IN_DOUBT else share
            mixed[place] = counts * said + (1.0 - counts) * mixed[place]
    return mixed


def _wanted(forms: Sequence[Form], of_each: Floats) -> Floats:
    """Of two in one breath: every need of either, and the risk of the graver."""
    wanted: Floats = of_each[[form.of[0] for form in forms]]
    for row, form in enumerate(forms):
        if len(form.of) == 2:
            both = of_each[list(form.of)]
            wanted[row, : len(NEEDS)] = both[:, : len(NEEDS)].max(axis=0)
            levels = both[:, len(NEEDS) :]
            wanted[row, len(NEEDS) :] = levels[int(np.argmax(levels @ _GRAVITY))]
    return wanted
