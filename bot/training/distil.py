"""Teach one network what several say together.

Several networks trained alike err in different places, and their mean errs less than any of them;
but one alone is fast enough to ship. So it learns what they say, beside the labels,
on messages in new forms each pass: joined, mistyped, and cut ones that nobody needs to label.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from bot.training.fit import tokenizer_of
from bot.training.messages import Labelled
from bot.training.network import Network
from bot.training.optimise import Batch, Optimiser, encode, in_batches
from bot.training.reader import Reader
from bot.training.recipe import (
    KNOWN_SHARE,
    LAST_SHARE,
    NEWEST_TIMES,
    NEWEST_VOICES,
    TEACHERS_WORD,
    Recipe,
)
from bot.training.variations import Form, varied
from bot.understanding.detection import NEEDS
from bot.understanding.model.signals import RISK_LEVELS, Floats

_Lesson: TypeAlias = Callable[[random.Random], tuple[Sequence[Form], Floats]]
"""Draws the forms of one pass, and what each is to be read as, `[forms, 17]`."""


def teach(
    network: Network,
    messages: Sequence[Labelled],
    teachers: Sequence[Reader],
    base: Path,
    recipe: Recipe,
) -> None:
    """Train `network` on, from where it stands."""
    read = [message for message in messages if message.voice not in recipe.without]

    def lesson(rng: random.Random) -> tuple[Sequence[Form], Floats]:
        forms = varied(read, recipe, rng)
        return forms, targets(forms, together([form.text for form in forms], teachers))

    _learn(network, lesson, len(read), base, recipe, f"taught with seed {recipe.seed}")


def teach_newest(
    network: Network,
    messages: Sequence[Labelled],
    teachers: Sequence[Reader],
    base: Path,
    recipe: Recipe,
) -> None:
    """Train `network` on, on the newest voices too, and leave it between before and after: all of
    the way it would find their needs better, and hear less of danger that is hardly told."""
    before = {name: value.clone() for name, value in network.state_dict().items()}
    read = [message for message in messages if message.voice not in recipe.without]
    newest = [message for message in read if message.voice in NEWEST_VOICES] * NEWEST_TIMES
    known = [message for message in read if message.voice not in NEWEST_VOICES]
    again = round(len(known) * KNOWN_SHARE)
    uncut = replace(recipe, cut=0.0)

    def lesson(rng: random.Random) -> tuple[Sequence[Form], Floats]:
        old, new = varied(rng.sample(known, again), recipe, rng), varied(newest, uncut, rng)
        wanted = targets(old, together([form.text for form in old], teachers))
        return [*old, *new], np.concatenate([wanted, _labels(new)])

    _learn(network, lesson, again + len(newest), base, recipe, "the newest voices")
    after = network.state_dict()
    network.load_state_dict(
        {name: torch.lerp(value, after[name], LAST_SHARE) for name, value in before.items()}
    )


def _learn(
    network: Network, lesson: _Lesson, size: int, base: Path, recipe: Recipe, note: str
) -> None:
    """By `recipe.passes` lessons of `size` forms each."""
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    tokenizer = tokenizer_of(base)
    optimiser = Optimiser(network, recipe, recipe.passes * math.ceil(size / recipe.batch))
    loss_of = _Loss(recipe)
    for number in range(1, recipe.passes + 1):
        forms, wanted = lesson(rng)
        batches = _batches(forms, wanted, tokenizer, recipe.batch, rng)
        optimiser.one_pass(batches, loss_of, f"{note}, pass {number}")


def together(texts: Sequence[str], teachers: Sequence[Reader]) -> Floats:
    """`[texts, 17]`: the mean of the teachers' probabilities of 13 needs and 4 levels of risk."""
    said = [
        np.stack([_probabilities(teacher.logits(text)) for text in texts]) for teacher in teachers
    ]
    mean: Floats = np.mean(said, axis=0, dtype=np.float32)
    return mean


def targets(forms: Sequence[Form], said: Floats) -> Floats:
    """`[forms, 17]`: label and teachers' word, mixed; of a cut form the teachers' word alone."""
    labels = _labels(forms)
    share = np.array([[1.0 if form.is_cut else TEACHERS_WORD] for form in forms])
    mixed: Floats = (share * said + (1.0 - share) * labels).astype(np.float32)
    return mixed


def _labels(forms: Sequence[Form]) -> Floats:
    return np.array([_label(form) for form in forms], dtype=np.float32)


def _label(form: Form) -> list[float]:
    needs = [float(need in form.needs) for need in NEEDS]
    return needs + [float(level == form.risk) for level in RISK_LEVELS]


def _probabilities(logits: Floats) -> Floats:
    needs, risk = logits[: len(NEEDS)], np.exp(logits[len(NEEDS) :] - logits[len(NEEDS) :].max())
    return np.concatenate([1.0 / (1.0 + np.exp(-needs)), risk / risk.sum()])


class _Loss:
    def __init__(self, recipe: Recipe) -> None:
        self.needs = nn.BCEWithLogitsLoss()
        self.needs_weight = recipe.needs_weight
        self.risk_weights = torch.tensor(recipe.risk_weights)

    def __call__(self, logits: Tensor, wanted: Tensor) -> Tensor:
        cut = len(NEEDS)
        risk = wanted[:, cut:] * self.risk_weights
        of_risk = -(risk * torch.log_softmax(logits[:, cut:], dim=-1)).sum() / risk.sum()
        of_needs = self.needs(logits[:, :cut], wanted[:, :cut])
        loss: Tensor = self.needs_weight * of_needs + of_risk
        return loss


def _batches(
    forms: Sequence[Form], wanted: Floats, tokenizer: Tokenizer, size: int, rng: random.Random
) -> Iterator[Batch[Tensor]]:
    texts = [form.text for form in forms]
    for places in in_batches(texts, size, rng):
        ids, mask = encode([texts[place] for place in places], tokenizer)
        yield Batch(ids, mask, torch.from_numpy(wanted[places]))
