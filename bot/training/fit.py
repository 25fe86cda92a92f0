"""Fine-tune the network on messages; the same seed gives the same network on the same machine."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from bot.training.augment import hurried, joined
from bot.training.messages import Labelled
from bot.training.network import Network
from bot.understanding.detection import NEEDS
from bot.understanding.model.signals import RISK_LEVELS
from bot.understanding.model.trained_model import MOST_TOKENS

_LEFT_OUT: Final = frozenset(
    {"chat_keypad", "chat_hearts", "chat_scotland", "chat_scraps", "chat_longer"}
    | {"hidden_danger", "hidden_needs"}
)
"""A network that read these too was no better on the whole: docs/model-card.md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to train; `hurried` and `joined` are shares of the messages of each pass.

    Voices in `without` are not read.
    """

    seed: int = 20261125
    layers: tuple[int, ...] = (0, 1, 2, 3)
    inner_width: int = 1024
    passes: int = 3
    without: frozenset[str] = _LEFT_OUT
    fold_passes: int = 2
    batch: int = 16
    encoder_rate: float = 3e-4
    head_rate: float = 5e-3
    decay: float = 0.01
    warm_up: float = 0.1
    hurried: float = 0.4
    joined: float = 0.12
    risk_weights: tuple[float, ...] = (1.0, 1.6, 2.0, 2.2)


def fit(
    messages: Sequence[Labelled], base: Path, recipe: Recipe, *, passes: int, note: str = ""
) -> Network:
    """A network that has seen the messages so often, from the pretrained encoder in `base`."""
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    network = Network.begin(base, recipe.layers, recipe.inner_width)
    tokenizer = tokenizer_of(base)
    steps = passes * math.ceil(len(messages) / recipe.batch)
    optimiser = _optimiser(network, recipe)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        max_lr=[recipe.encoder_rate, recipe.head_rate],
        total_steps=steps + 1,
        pct_start=recipe.warm_up,
        anneal_strategy="linear",
    )
    loss_of = _Loss(recipe)
    network.train()
    for number in range(passes):
        started, total = time.monotonic(), 0.0
        for batch in _batches(_varied(messages, recipe, rng), tokenizer, recipe.batch, rng):
            loss = loss_of(network(batch.ids, batch.mask), batch)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total += float(loss.detach())
        mean = total * recipe.batch / len(messages)
        seconds = time.monotonic() - started
        print(f"{note}pass {number + 1}: loss {mean:.4f}, {seconds:.0f} s", flush=True)
    network.eval()
    return network


def logits_of(network: Network, texts: Sequence[str], tokenizer: Tokenizer) -> Tensor:
    """`[texts, 17]`, in the order given."""
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    out = torch.zeros(len(texts), network.bias.shape[0])
    with torch.no_grad():
        for start in range(0, len(order), 64):
            some = order[start : start + 64]
            ids, mask = encode([texts[index] for index in some], tokenizer)
            out[some] = network(ids, mask)
    return out


def tokenizer_of(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.no_padding()
    return tokenizer


def encode(texts: Sequence[str], tokenizer: Tokenizer) -> tuple[Tensor, Tensor]:
    encoded = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
    longest = max(len(ids) for ids in encoded)
    ids = torch.zeros(len(encoded), longest, dtype=torch.long)
    mask = torch.zeros(len(encoded), longest, dtype=torch.long)
    for row, tokens in enumerate(encoded):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        mask[row, : len(tokens)] = 1
    return ids, mask


@dataclass(frozen=True, slots=True)
class _Batch:
    ids: Tensor
    mask: Tensor
    needs: Tensor
    risk: Tensor


class _Loss:
    def __init__(self, recipe: Recipe) -> None:
        self.needs = nn.BCEWithLogitsLoss()
        self.risk = nn.CrossEntropyLoss(
            weight=torch.tensor(recipe.risk_weights), label_smoothing=0.05
        )

    def __call__(self, logits: Tensor, batch: _Batch) -> Tensor:
        needs, risk = logits[:, : len(NEEDS)], logits[:, len(NEEDS) :]
        loss: Tensor = 6.0 * self.needs(needs, batch.needs) + self.risk(risk, batch.risk)
        return loss


def _optimiser(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    head = [*network.attention.parameters(), *network.value.parameters(), network.bias]
    groups = [{"params": list(network.encoder.parameters())}, {"params": head}]
    return torch.optim.AdamW(groups, lr=recipe.encoder_rate, weight_decay=recipe.decay, fused=True)


def _varied(messages: Sequence[Labelled], recipe: Recipe, rng: random.Random) -> list[Labelled]:
    """The messages of one pass, some typed in a hurry, some two in one breath."""
    varied: list[Labelled] = []
    for message in messages:
        text, needs, risk = message.text, message.needs, message.risk
        if rng.random() < recipe.joined and len(text) < 250:
            other = rng.choice(messages)
            if len(other.text) < 250:
                first, second = rng.sample((text, other.text), 2)
                text = joined(first, second, rng)
                needs = needs | other.needs
                risk = max(risk, other.risk, key=RISK_LEVELS.index)
        if rng.random() < recipe.hurried:
            text = hurried(text, rng)
        varied.append(Labelled(text=text, needs=needs, risk=risk, voice=message.voice))
    return varied


def _batches(
    messages: list[Labelled], tokenizer: Tokenizer, size: int, rng: random.Random
) -> Iterator[_Batch]:
    """Messages of about the same length together, in a new order each time."""
    rng.shuffle(messages)
    chunk = size * 20
    for start in range(0, len(messages), chunk):
        some = sorted(messages[start : start + chunk], key=lambda each: len(each.text))
        parts = [some[at : at + size] for at in range(0, len(some), size)]
        rng.shuffle(parts)
        for part in parts:
            yield _batch(part, tokenizer)


def _batch(messages: Sequence[Labelled], tokenizer: Tokenizer) -> _Batch:
    ids, mask = encode([message.text for message in messages], tokenizer)
    needs = torch.tensor([[float(need in m.needs) for need in NEEDS] for m in messages])
    risk = torch.tensor([RISK_LEVELS.index(message.risk) for message in messages])
    return _Batch(ids, mask, needs, risk)
