"""Take networks down their losses, step by step, at a rate that rises and then falls to nothing.

On a card a whole step, forward, backward and the optimiser's, is one graph for each width of batch:
it is handed over at once, and the card need not wait for the processor between its products.
"""

from __future__ import annotations

from typing import Any, Final

import torch
from torch import Tensor

from bot.training.device import DEVICE, HAS_CARD
from bot.training.gathered import Batch
from bot.training.loss import Loss
from bot.training.networks import HEAD, Networks
from bot.training.pretrained import MPNET
from bot.training.recipe import Recipe
from bot.training.relative_places import relative_places

_MOST_SLOPE: Final = 1.0
"""Steeper slopes are taken as of this length, so that no odd batch throws a network off."""
_BEGINS_AT: Final = 1 / 25
"""Of the highest rate."""


class Descent:
    """One training of some networks, whose weights it changes, in so many steps."""

    def __init__(self, networks: Networks, recipe: Recipe, steps: int) -> None:
        self._networks, self._recipe, self._steps = networks, recipe, steps
        self._loss_of = Loss(recipe)
        self._total = torch.zeros(len(networks), device=DEVICE)
        self._done = self._summed = 0
        for weight in networks.weights.values():
            weight.requires_grad_()
        encoders = [each for name, each in networks.weights.items() if name not in HEAD]
        heads = [networks.weights[name] for name in HEAD]
        self._weights = [*encoders, *heads]
        # Tensors, as a graph reads them anew in each step.
        self._rates = [torch.tensor(0.0, device=DEVICE) for _ in range(2)]
        self._optimiser = torch.optim.AdamW(
            [
                {"params": encoders, "lr": self._rates[0]},
                {"params": heads, "lr": self._rates[1]},
            ],
            weight_decay=recipe.decay,
            fused=True,
            capturable=HAS_CARD,
        )
        self._graphs: dict[int, tuple[Any, Batch]] = {}
        self._pool: Any = None

    def step(self, batch: Batch) -> None:
        self._set_rates()
        self._done += 1
        self._summed += 1
        if HAS_CARD:
            self._replay(batch)
        else:
            self._go_down(batch)

    def mean_losses(self) -> list[float]:
        """Of each network, in the steps since it was last asked."""
        means: list[float] = (self._total / max(self._summed, 1)).tolist()
        self._total.zero_()
        self._summed = 0
        return means

    def _set_rates(self) -> None:
        up = self._recipe.warm_up * self._steps
        if self._done < up:
            share = _BEGINS_AT + (1 - _BEGINS_AT) * self._done / up
        else:
            share = max(0.0, 1 - (self._done - up) / (self._steps - up))
        highest = (self._recipe.encoder_rate, self._recipe.head_rate)
        for rate, most in zip(self._rates, highest, strict=True):
            rate.fill_(most * share)

    def _go_down(self, batch: Batch) -> None:
        logits = self._networks.say(batch.ids, batch.mask, self._recipe.dropout)
        losses = self._loss_of(logits, batch.wanted)
        slopes = torch.autograd.grad(losses.sum(), self._weights)
        # No network's slope takes from another's: each is cut by its own length.
        lengths = [torch.linalg.vector_norm(slope.flatten(1), dim=1) for slope in slopes]
        length = torch.stack(lengths).square().sum(0).sqrt()
        share = (_MOST_SLOPE / (length + 1e-6)).clamp(max=1.0)
        for weight, slope in zip(self._weights, slopes, strict=True):
            weight.grad = slope.mul_(share.view(-1, *[1] * (slope.ndim - 1))).contiguous()
        self._optimiser.step()
        for weight in self._weights:
            weight.grad = None
        self._total.add_(losses.detach())

    def _replay(self, batch: Batch) -> None:
        width = batch.ids.shape[-1]
        if width not in self._graphs:
            self._record(width, batch)
        graph, held = self._graphs[width]
        held.ids.copy_(batch.ids)
        held.mask.copy_(batch.mask)
        held.wanted.copy_(batch.wanted)
        graph.replay()

    def _record(self, width: int, batch: Batch) -> None:
        held = Batch(ids=batch.ids.clone(), mask=batch.mask.clone(), wanted=batch.wanted.clone())
        if self._networks.shape.kind == MPNET:
            relative_places(width)  # comes from the processor, which nothing in a graph may
        if not self._graphs:
            self._warm_up(held)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, pool=self._pool):
            self._go_down(held)
        self._pool = self._pool or graph.pool()
        self._graphs[width] = graph, held

    def _warm_up(self, batch: Batch) -> None:
        """Two steps at no rate, before the first graph: the optimiser's state must be there."""
        rates = [rate.clone() for rate in self._rates]
        for rate in self._rates:
            rate.zero_()
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(2):
                self._go_down(batch)
        torch.cuda.current_stream().wait_stream(side)
        torch.cuda.synchronize()
        for rate, saved in zip(self._rates, rates, strict=True):
            rate.copy_(saved)
        for state in self._optimiser.state.values():
            for value in state.values():
                _forget(value)
        self._total.zero_()


def _forget(value: Any) -> None:
    if isinstance(value, Tensor):
        value.zero_()
