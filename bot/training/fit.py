"""Train a network from a pretrained encoder; the same seed gives the same one on one machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from bot.training.lessons import by_labels, by_word
from bot.training.messages import Labelled
from bot.training.network import Network
from bot.training.optimise import learn
from bot.training.recipe import Recipe
from bot.training.word import Word


def fit(messages: Sequence[Labelled], base: Path, recipe: Recipe, note: str) -> Network:
    """By the labels alone."""
    network = Network.begin(base, recipe)
    lesson, size = by_labels(messages, recipe)
    learn(network, lesson, size, recipe, note)
    return network


def taught(
    messages: Sequence[Labelled],
    pieces: Sequence[str],
    word: Word,
    base: Path,
    rounds: Sequence[Recipe],
    note: str,
) -> Network:
    """By the labels and by what the teachers say, round after round."""
    network = Network.begin(base, rounds[0])
    for number, recipe in enumerate(rounds, start=1):
        before = _weights(network)
        lesson, size = by_word(messages, pieces, word, recipe)
        learn(network, lesson, size, recipe, f"{note}, round {number}")
        if recipe.is_halfway:
            after = network.state_dict()
            network.load_state_dict(
                {key: torch.lerp(before[key], after[key], 0.5) for key in after}
            )
    return network


def _weights(network: Network) -> dict[str, Tensor]:
    return {key: value.clone() for key, value in network.state_dict().items()}
