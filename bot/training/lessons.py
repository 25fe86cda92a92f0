"""What each form of a pass is to be read as: by the labels, by the teachers' word, or by both."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.training.messages import Labelled
from bot.training.recipe import LABELS_IN_DOUBT, Recipe
from bot.training.variations import Form, varied
from bot.training.word import Word
from bot.understanding.detection import NEEDS
from bot.understanding.model.signals import RISK_LEVELS, Floats

_SMOOTH: Final = 0.05
"""Of a level of risk that a label alone stands for, so much is spread over all four."""
_GRAVITY: Final = np.arange(len(RISK_LEVELS), dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lesson:
    """What the passes of one network are drawn from; each text has a row of what it is to be read
    as: a share of yes for each need, and shares of the four levels of risk."""

    recipe: Recipe
    texts: Sequence[str]
    wanted: Floats
    """`[texts, 17]`."""
    spliced: Sequence[str] = ()
    said: Floats
    """Of the spliced texts, `[spliced, 17]`."""

    @property
    def size(self) -> int:
        """How many forms are in each pass."""
        return len(self.texts) + self._some

    @property
    def _some(self) -> int:
        return round(len(self.spliced) * self.recipe.spliced_share)

    def draw(self, rng: random.Random) -> tuple[Sequence[Form], Floats]:
        """The forms of one pass, and what each is to be read as, `[forms, 17]`."""
        labelled = varied(self.texts, self.recipe, rng)
        drawn = rng.sample(range(len(self.spliced)), self._some)
        unlabelled = varied([self.spliced[place] for place in drawn], self.recipe, rng)
        both = [_wanted(labelled, self.wanted), _wanted(unlabelled, self.said[drawn])]
        return [*labelled, *unlabelled], np.concatenate(both)


def by_labels(messages: Sequence[Labelled], recipe: Recipe) -> Lesson:
    """Each message once."""
    wanted = labels_of(messages)
    texts = [message.text for message in messages]
    return Lesson(recipe=recipe, texts=texts, wanted=wanted, said=wanted[:0])


def by_word(
    messages: Sequence[Labelled], pieces: Sequence[str], word: Word, recipe: Recipe
) -> Lesson:
    """Each message once by label and word, and some of the spliced texts by the word alone.

    A message of which nothing was said counts by its label, unless that is in doubt.
    """
    told = [message for message in messages if _can_be_told(message, word)]
    wanted = _mixed(told, word, recipe.teachers_word)
    said = {piece: of for piece in pieces if (of := word.of(piece)) is not None}
    return Lesson(
        recipe=recipe,
        texts=[message.text for message in told],
        wanted=wanted,
        spliced=list(said),
        said=np.array(list(said.values()), dtype=np.float32).reshape(-1, wanted.shape[1]),
    )


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
    cut = len(NEEDS)
    one = of_each[np.array([form.of[0] for form in forms], dtype=np.int64)]
    other = of_each[np.array([form.of[-1] for form in forms], dtype=np.int64)]
    is_graver = (other[:, cut:] @ _GRAVITY > one[:, cut:] @ _GRAVITY)[:, None]
    needs = np.maximum(one[:, :cut], other[:, :cut])
    wanted: Floats = np.concatenate(
        [needs, np.where(is_graver, other[:, cut:], one[:, cut:])], axis=1
    )
    return wanted
