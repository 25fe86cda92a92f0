"""Take a network down its loss, batch by batch, at a rate that rises and then falls to nothing."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor, nn

from bot.training.lessons import Lesson
from bot.training.network import DEVICE, OUTPUTS, Network, in_short_floats
from bot.training.recipe import Recipe
from bot.training.variations import Form
from bot.understanding.detection import NEEDS
from bot.understanding.model.signals import Floats


def learn(network: Network, lesson: Lesson, size: int, recipe: Recipe, note: str) -> None:
    """By `recipe.passes` lessons of `size` forms each; prints the mean loss of each."""
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    _leave_out(network, recipe.dropout)
    optimiser, schedule = _descent(network, recipe, recipe.passes * math.ceil(size / recipe.batch))
    loss_of = _Loss(recipe)
    for number in range(1, recipe.passes + 1):
        started, total, count = time.monotonic(), torch.zeros((), device=DEVICE), 0
        network.train()
        for ids, mask, wanted in _batches(network, *lesson(rng), recipe.batch, rng):
            with in_short_floats():
                logits = network(ids, mask)
            loss = loss_of(logits.float(), wanted)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total, count = total + loss.detach(), count + 1
        network.eval()
        seconds = time.monotonic() - started
        print(
            f"{note}, pass {number}: loss {float(total) / count:.4f}, {seconds:.0f} s", flush=True
        )


def _leave_out(network: Network, share: float) -> None:
    for part in network.modules():
        if isinstance(part, nn.Dropout):
            part.p = share


def _descent(
    network: Network, recipe: Recipe, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    head = [*network.attention.parameters(), *network.value.parameters(), network.bias]
    groups = [{"params": list(network.encoder.parameters())}, {"params": head}]
    optimiser = torch.optim.AdamW(
        groups, lr=recipe.encoder_rate, weight_decay=recipe.decay, fused=True
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        max_lr=[recipe.encoder_rate, recipe.head_rate],
        total_steps=steps + 1,
        pct_start=recipe.warm_up,
        anneal_strategy="linear",
    )
    return optimiser, schedule


class _Loss:
    def __init__(self, recipe: Recipe) -> None:
        self.needs = nn.BCEWithLogitsLoss()
        self.needs_weight = recipe.needs_weight
        self.risk_weights = torch.tensor(recipe.risk_weights, device=DEVICE)

    def __call__(self, logits: Tensor, wanted: Tensor) -> Tensor:
        cut = len(NEEDS)
        risk = wanted[:, cut:] * self.risk_weights
        of_risk = -(risk * torch.log_softmax(logits[:, cut:], dim=-1)).sum() / risk.sum()
        of_needs = self.needs(logits[:, :cut], wanted[:, :cut])
        loss: Tensor = self.needs_weight * of_needs + of_risk
        return loss


def _batches(
    network: Network, forms: Sequence[Form], wanted: Floats, size: int, rng: random.Random
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    if wanted.shape != (len(forms), len(OUTPUTS)):
        raise ValueError(wanted.shape)
    texts = [form.text for form in forms]
    for places in _in_batches(texts, size, rng):
        ids, mask = network.encode([texts[place] for place in places])
        yield ids, mask, torch.from_numpy(wanted[places]).to(DEVICE)


def _in_batches(texts: Sequence[str], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Places of texts of about the same length together, in a new order each time."""
    places = list(range(len(texts)))
    rng.shuffle(places)
    chunk = size * 20
    for start in range(0, len(places), chunk):
        some = sorted(places[start : start + chunk], key=lambda place: len(texts[place]))
        parts = [some[at : at + size] for at in range(0, len(some), size)]
        rng.shuffle(parts)
        yield from parts
