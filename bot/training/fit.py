"""Train networks side by side from a pretrained encoder; the same seed gives the same ones on one
machine."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch

from bot.training.batches import batches, steps_of
from bot.training.descent import Descent
from bot.training.gathered import gathered
from bot.training.networks import Networks
from bot.training.passes import Pass, Round, drawing
from bot.training.recipe import Recipe

_ORDER_OF_BATCHES: Final = 20261127
"""The same whatever learns side by side, so that a network comes to what it comes to alone."""


def taught(base: Path, rounds: Sequence[Round], note: str) -> Networks:
    """A network for each lesson of a round. Each round goes on from what the one before came to,
    by as many branches as its recipe says, which come to their mean."""
    first, lessons = rounds[0]
    networks = Networks.begin(base, first, len(lessons))
    with drawing(rounds, base) as drawn:
        for number, ((recipe, lessons), passes) in enumerate(zip(rounds, drawn, strict=True), 1):
            branches = networks.branched(recipe.branches)
            forms = min(lesson.size for lesson in lessons)
            learn(branches, passes, forms, recipe, f"{note}, round {number}")
            networks = branches.means(recipe.branches)
    return networks


def learn(
    networks: Networks, passes: Iterable[Sequence[Pass]], forms: int, recipe: Recipe, note: str
) -> None:
    """By `recipe.passes` passes, the shortest of so many forms; prints the mean losses of each."""
    torch.manual_seed(recipe.seed)
    size = min(recipe.batch, forms)
    descent = Descent(networks, recipe, recipe.passes * steps_of(forms, size))
    orders = [np.random.default_rng(recipe.seed + place) for place in range(len(networks))]
    blocks = np.random.default_rng(_ORDER_OF_BATCHES)
    for number, each in enumerate(passes, start=1):
        started = time.monotonic()
        steps = list(batches([one.rows.lengths for one in each], size, orders, blocks))
        for batch in gathered(each, steps, networks.shape.filling):
            descent.step(batch)
        losses = ", ".join(f"{loss:.4f}" for loss in descent.mean_losses())
        seconds = time.monotonic() - started
        print(f"{note}, pass {number}: loss {losses}, {seconds:.0f} s", flush=True)
