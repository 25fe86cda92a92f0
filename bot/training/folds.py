"""Folds for measuring: each message is read by a network that has not seen it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

from bot.training.messages import Labelled


def folds_of(messages: Sequence[Labelled], count: int, seed: int) -> list[list[int]]:
    """Places in `messages`, in `count` parts with the same mix of voices and risks."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, message in enumerate(messages):
        groups[message.voice, message.risk].append(place)
    rng = random.Random(seed)
    folds: list[list[int]] = [[] for _ in range(count)]
    turn = 0
    for places in groups.values():
        rng.shuffle(places)
        for place in places:
            folds[turn % count].append(place)
            turn += 1
    return [sorted(fold) for fold in folds]
