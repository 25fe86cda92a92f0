"""The networks, side by side: a sentence encoder, and for each label the words that it looks at.

Each label has its own attention over the tokens, so that one phrase at the end of a long message
counts in full, and what a token adds to a label is known exactly: attention times value.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor

from bot.training.device import DEVICE, HAS_CARD, SHORT
from bot.training.encoders import NOT_LOOKED_AT, Encoders, left_out
from bot.training.outputs import OUTPUTS
from bot.training.pretrained import Shape, Weights, shape_of, weights_of
from bot.training.recipe import Recipe
from bot.training.rows import Rows, rows_of
from bot.understanding.model.signals import Floats

ATTENTION: Final = "head.attention"
VALUE: Final = "head.value"
BIAS: Final = "head.bias"
HEAD: Final = (ATTENTION, VALUE, BIAS)
_AT_ONCE: Final = 1024 if HAS_CARD else 256
"""Texts that are read in one go."""


class Networks:
    """Of one shape; weights are `[networks, …]`, on the device."""

    def __init__(self, shape: Shape, weights: Weights, short: torch.dtype = SHORT) -> None:
        self.shape = shape
        self.weights = weights
        self._encoders = Encoders(shape, weights, short)

    @classmethod
    def begin(cls, folder: Path, recipe: Recipe, count: int) -> Networks:
        """So many fresh heads on the pretrained encoder in `folder`. The same seed gives the same
        heads; the second has the next seed, and so on."""
        whole = weights_of(folder, recipe)
        width = whole["embeddings.word_embeddings.weight"].shape[1]
        weights = {name: torch.stack([weight] * count) for name, weight in whole.items()}
        heads = [_head(width, recipe.seed + place) for place in range(count)]
        weights |= {name: torch.stack([head[name] for head in heads]) for name in HEAD}
        on_device = {name: weight.to(DEVICE) for name, weight in weights.items()}
        return cls(shape_of(folder, recipe), on_device)

    def __len__(self) -> int:
        return len(self.weights[BIAS])

    def branched(self, branches: int) -> Networks:
        """Each of them so many times, one after another: they can be taught apart."""
        return Networks(
            self.shape,
            {name: w.detach().repeat_interleave(branches, 0) for name, w in self.weights.items()},
        )

    def means(self, branches: int) -> Networks:
        """Of so many that stand one after another, one with the mean of their weights."""
        return Networks(
            self.shape,
            {
                name: w.detach().unflatten(0, (-1, branches)).mean(dim=1)
                for name, w in self.weights.items()
            },
        )

    def only(self, place: int) -> Networks:
        """That one alone."""
        some = {name: weight[place : place + 1] for name, weight in self.weights.items()}
        return Networks(self.shape, some)

    def say(self, ids: Tensor, mask: Tensor, dropout: float = 0.0) -> Tensor:
        """Logits `[networks, texts, 17]` of `[networks, texts, tokens]`."""
        states = self._encoders.states(ids, mask, dropout)
        states = left_out(states, dropout)
        looks, values = (self._of_tokens(states, name) for name in (ATTENTION, VALUE))
        looks = looks.masked_fill(mask.unsqueeze(-1) == 0, NOT_LOOKED_AT)
        said = (torch.softmax(looks, dim=2) * values).sum(dim=2)
        return said + self.weights[BIAS].unsqueeze(1)

    def logits(self, texts: Sequence[str]) -> Floats:
        """`[networks, texts, 17]`, of any number of texts, which each of them reads."""
        rows = rows_of(texts, self.shape.folder)
        order = np.argsort(rows.lengths, kind="stable")
        said = np.zeros((len(self), len(texts), len(OUTPUTS)), dtype=np.float32)
        with torch.no_grad():
            for at in range(0, len(order), _AT_ONCE):
                places = order[at : at + _AT_ONCE]
                ids, mask = (
                    part.to(DEVICE).expand(len(self), *part.shape)
                    for part in _filled_up(rows, places.tolist(), self.shape.filling)
                )
                said[:, places] = self.say(ids, mask).float().cpu().numpy()
        return said

    def _of_tokens(self, states: Tensor, name: str) -> Tensor:
        short = self._encoders.short
        weight = self.weights[name].to(short).transpose(1, 2)
        found = torch.bmm(states.flatten(1, 2).to(short), weight)
        return found.view(*states.shape[:3], len(OUTPUTS)).float()


def _head(width: int, seed: int) -> Weights:
    drawn = torch.Generator().manual_seed(seed)
    most = 1 / math.sqrt(width)
    attention, value = (
        (torch.rand(len(OUTPUTS), width, generator=drawn) * 2 - 1) * most for _ in range(2)
    )
    return {ATTENTION: attention, VALUE: value, BIAS: torch.zeros(len(OUTPUTS))}


def _filled_up(rows: Rows, places: Sequence[int], filling: int) -> tuple[Tensor, Tensor]:
    """Ids and mask of these texts, `[texts, tokens]`."""
    lengths, starts = rows.lengths[places], rows.starts[places]
    ids = np.full((len(places), lengths.max()), filling, dtype=np.int64)
    mask = np.arange(ids.shape[1]) < lengths[:, None]
    for row, (start, length) in enumerate(zip(starts, lengths, strict=True)):
        ids[row, :length] = rows.ids[start : start + length]
    return torch.from_numpy(ids), torch.from_numpy(mask.astype(np.int64))
