"""What a network says of a text: a logit for each of 13 needs, then for 4 levels of risk."""

from __future__ import annotations

from typing import Final

import numpy as np

from bot.understanding.detection import NEEDS
from bot.understanding.model.signals import RISK_LEVELS, Floats

OUTPUTS: Final = (*NEEDS, *RISK_LEVELS)


def probabilities(logits: Floats) -> Floats:
    """From logits `[…, 17]`: of each need by itself, and of four levels of risk together 1."""
    needs, risk = logits[..., : len(NEEDS)], logits[..., len(NEEDS) :]
    levels = np.exp(risk - risk.max(axis=-1, keepdims=True))
    shares: Floats = np.concatenate(
        [1.0 / (1.0 + np.exp(-needs)), levels / levels.sum(axis=-1, keepdims=True)], axis=-1
    )
    return shares
