"""How far one token stands from another, as MPNet counts: exactly when near, roughly when far."""

from __future__ import annotations

import math
from functools import cache
from typing import Final

import torch
from torch import Tensor

from bot.training.device import DEVICE

_EACH_WAY: Final = 16
"""Distances that are told apart before a token, and as many after it."""
_EXACT: Final = _EACH_WAY // 2
_FARTHEST: Final = 128


@cache
def relative_places(tokens: int) -> Tensor:
    """`[tokens, tokens]`, on the device: of 32 distances, that from each token to each other."""
    at = torch.arange(tokens)
    behind = at[:, None] - at[None, :]
    apart = behind.abs()
    share = torch.log(apart.float().clamp(min=1) / _EXACT) / math.log(_FARTHEST / _EXACT)
    far = (_EXACT + (share * (_EACH_WAY - _EXACT)).long()).clamp(max=_EACH_WAY - 1)
    found = torch.where(apart < _EXACT, apart, far) + (behind < 0).long() * _EACH_WAY
    return found.to(DEVICE)
