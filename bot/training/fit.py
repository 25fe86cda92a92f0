"""Fine-tune a network on labelled messages; the same seed gives the same one on one machine."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from bot.training.messages import Labelled
from bot.training.network import Network
from bot.training.optimise import Batch, Optimiser, encode, in_batches
from bot.training.recipe import Recipe
from bot.training.variations import Form, varied
from bot.understanding.detection import NEEDS
from bot.understanding.model.signals import RISK_LEVELS
from bot.understanding.model.trained_model import MOST_TOKENS


def fit(messages: Sequence[Labelled], base: Path, recipe: Recipe, note: str) -> Network:
    """From the pretrained encoder in `base`."""
    read = [message for message in messages if message.voice not in recipe.without]
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    network = Network.begin(base, recipe.layers, recipe.inner_width)
    tokenizer = tokenizer_of(base)
    optimiser = Optimiser(network, recipe, recipe.passes * math.ceil(len(read) / recipe.batch))
    loss_of = _Loss(recipe)
    for number in range(1, recipe.passes + 1):
        batches = _batches(varied(read, recipe, rng), tokenizer, recipe.batch, rng)
        optimiser.one_pass(batches, loss_of, f"{note}, pass {number}")
    return network


def tokenizer_of(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.no_padding()
    return tokenizer


@dataclass(frozen=True, slots=True)
class _Labels:
    """`needs` `[texts, 13]` of 0 and 1, `risk` `[texts]` of places in RISK_LEVELS."""

    needs: Tensor
    risk: Tensor


class _Loss:
    def __init__(self, recipe: Recipe) -> None:
        self.needs = nn.BCEWithLogitsLoss()
        self.needs_weight = recipe.needs_weight
        self.risk = nn.CrossEntropyLoss(
            weight=torch.tensor(recipe.risk_weights), label_smoothing=0.05
        )

    def __call__(self, logits: Tensor, wanted: _Labels) -> Tensor:
        needs, risk = logits[:, : len(NEEDS)], logits[:, len(NEEDS) :]
        of_needs = self.needs(needs, wanted.needs)
        loss: Tensor = self.needs_weight * of_needs + self.risk(risk, wanted.risk)
        return loss


def _batches(
    messages: Sequence[Form], tokenizer: Tokenizer, size: int, rng: random.Random
) -> Iterator[Batch[_Labels]]:
    for places in in_batches([message.text for message in messages], size, rng):
        some = [messages[place] for place in places]
        ids, mask = encode([message.text for message in some], tokenizer)
        needs = torch.tensor([[float(need in m.needs) for need in NEEDS] for m in some])
        risk = torch.tensor([RISK_LEVELS.index(message.risk) for message in some])
        yield Batch(ids, mask, _Labels(needs, risk))
