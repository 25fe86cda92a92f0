"""Take a network down its loss, batch by batch, at a rate that rises and then falls to nothing."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from bot.training.network import Network
from bot.training.recipe import Recipe

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Batch(Generic[T]):
    """Some texts as `ids` and `mask` `[texts, tokens]`, and what they are to be read as."""

    ids: Tensor
    mask: Tensor
    wanted: T


class Optimiser:
    """For one network and one training of `steps` batches."""

    def __init__(self, network: Network, recipe: Recipe, steps: int) -> None:
        self._network = network
        head = [*network.attention.parameters(), *network.value.parameters(), network.bias]
        groups = [{"params": list(network.encoder.parameters())}, {"params": head}]
        self._optimiser = torch.optim.AdamW(
            groups, lr=recipe.encoder_rate, weight_decay=recipe.decay, fused=True
        )
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimiser,
            max_lr=[recipe.encoder_rate, recipe.head_rate],
            total_steps=steps + 1,
            pct_start=recipe.warm_up,
            anneal_strategy="linear",
        )

    def one_pass(
        self, batches: Iterable[Batch[T]], loss_of: Callable[[Tensor, T], Tensor], note: str
    ) -> None:
        """Learn from every batch once, and print the mean loss."""
        started, total, count = time.monotonic(), 0.0, 0
        self._network.train()
        for batch in batches:
            loss = loss_of(self._network(batch.ids, batch.mask), batch.wanted)
            loss.backward()
            nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
            self._optimiser.step()
            self._schedule.step()
            self._optimiser.zero_grad()
            total, count = total + float(loss.detach()), count + 1
        self._network.eval()
        seconds = time.monotonic() - started
        print(f"{note}: loss {total / max(count, 1):.4f}, {seconds:.0f} s", flush=True)


def in_batches(texts: Sequence[str], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Places of texts of about the same length together, in a new order each time."""
    places = list(range(len(texts)))
    rng.shuffle(places)
    chunk = size * 20
    for start in range(0, len(places), chunk):
        some = sorted(places[start : start + chunk], key=lambda place: len(texts[place]))
        parts = [some[at : at + size] for at in range(0, len(some), size)]
        rng.shuffle(parts)
        yield from parts


def encode(texts: Sequence[str], tokenizer: Tokenizer) -> tuple[Tensor, Tensor]:
    """Ids and mask, `[texts, tokens]`, filled up with nothing."""
    encoded = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
    longest = max(len(ids) for ids in encoded)
    ids = torch.zeros(len(encoded), longest, dtype=torch.long)
    mask = torch.zeros(len(encoded), longest, dtype=torch.long)
    for row, tokens in enumerate(encoded):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        mask[row, : len(tokens)] = 1
    return ids, mask
