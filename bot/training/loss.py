"""How far what the networks say is from what they should."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from bot.training.device import DEVICE
from bot.training.recipe import Recipe
from bot.understanding.detection import NEEDS


class Loss:
    """Of logits and what is wanted, both `[networks, texts, 17]`, a loss for each network."""

    def __init__(self, recipe: Recipe) -> None:
        self._needs_weight = recipe.needs_weight
        self._risk_weights = torch.tensor(recipe.risk_weights, device=DEVICE)

    def __call__(self, logits: Tensor, wanted: Tensor) -> Tensor:
        cut = len(NEEDS)
        risk = wanted[..., cut:] * self._risk_weights
        levels = torch.log_softmax(logits[..., cut:], dim=-1)
        of_risk = -(risk * levels).sum((1, 2)) / risk.sum((1, 2))
        of_needs = F.binary_cross_entropy_with_logits(
            logits[..., :cut], wanted[..., :cut], reduction="none"
        ).mean((1, 2))
        return self._needs_weight * of_needs + of_risk
