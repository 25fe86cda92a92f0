"""What the network and the letters say, brought to one signal for each of the 16 labels.

A signal is a logit: above 0 speaks for the label, below 0 against it. Risk is read in steps:
"urgent" means that or worse, "crisis" means crisis or emergency, and "emergency" means an
emergency rather than a crisis.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.understanding.detection import NEEDS

Floats: TypeAlias = NDArray[np.float32]

RISK_LEVELS: Final = ("none", "urgent", "crisis", "emergency")
SIGNALS: Final = (*NEEDS, "urgent", "crisis", "emergency")
"""The order of every array of signals."""

_STEPS: Final = (((1, 2, 3), (0,)), ((2, 3), (0, 1)), ((3,), (2,)))
"""For each step of risk, the levels that speak for it and those that speak against it."""


def signals_of(logits: Floats) -> Floats:
    """From logits `[…, 17]` of the network, 13 needs and 4 levels, to signals `[…, 16]`."""
    levels = logits[..., len(NEEDS) :]
    steps = [
        np.logaddexp.reduce(levels[..., list(yes)], axis=-1)
        - np.logaddexp.reduce(levels[..., list(no)], axis=-1)
        for yes, no in _STEPS
    ]
    together: Floats = np.concatenate(
        [logits[..., : len(NEEDS)], np.stack(steps, axis=-1)], axis=-1
    ).astype(np.float32)
    return together


def parts_of(parts: Floats, logits: Floats) -> Floats:
    """What each token adds to each signal, `[tokens, 16]`, where it added `parts` to `logits`."""
    levels, tokens = logits[len(NEEDS) :], parts[:, len(NEEDS) :]
    steps = [_weighed(tokens, levels, yes) - _weighed(tokens, levels, no) for yes, no in _STEPS]
    together: Floats = np.concatenate([parts[:, : len(NEEDS)], np.stack(steps, axis=-1)], axis=-1)
    return together


def _weighed(tokens: Floats, levels: Floats, some: tuple[int, ...]) -> Floats:
    """The levels together, each by its share of them: the slope of their sum's logarithm."""
    shares = np.exp(levels[list(some)] - np.logaddexp.reduce(levels[list(some)]))
    weighed: Floats = tokens[:, list(some)] @ shares
    return weighed
