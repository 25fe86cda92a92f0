"""From signals to calibrated scores: how much each of words, letters and rules is worth.

The weights were found on messages that the model had not seen; see docs/model-card.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.understanding.model.signals import SIGNALS, Floats
from bot.understanding.model.trained_model import FOLDER, Signals

_URGENT, _CRISIS, _EMERGENCY = (SIGNALS.index(one) for one in ("urgent", "crisis", "emergency"))


@dataclass(frozen=True, slots=True)
class Judgement:
    """`weights` is `[16, 4]`: of words, letters, rules and a constant, for each of SIGNALS."""

    weights: Floats

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Judgement:
        content = json.loads((folder / "judgement.json").read_text("utf-8"))
        return cls(np.array([content[label] for label in SIGNALS], dtype=np.float32))

    def scores(self, signals: Signals, rules: Mapping[str, float]) -> dict[str, float]:
        """A probability for each label. Risk is "that or worse", so emergency <= crisis <= urgent
        but for rounding; needs stand alone."""
        by_rules = np.array([rules.get(label, 0.0) for label in SIGNALS], dtype=np.float32)
        shares = self.shares(signals.words, signals.letters, by_rules)
        return {label: round(float(share), 3) for label, share in zip(SIGNALS, shares, strict=True)}

    def shares(self, words: Floats, letters: Floats, rules: Floats) -> Floats:
        """The same for arrays of signals `[…, 16]`."""
        columns = np.stack([words, letters, rules, np.ones_like(words)], axis=-1)
        shares: Floats = 1.0 / (1.0 + np.exp(-np.sum(columns * self.weights, axis=-1)))
        shares[..., _EMERGENCY] *= shares[..., _CRISIS]
        shares[..., _URGENT] = np.maximum(shares[..., _URGENT], shares[..., _CRISIS])
        return shares
