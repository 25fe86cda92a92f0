"""Networks that are trained stay on disk, and are not trained again from what makes the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import torch

from bot.training.device import DEVICE
from bot.training.networks import Networks
from bot.training.pretrained import Shape

WORK: Final = Path("var/training")


def kept(train: Callable[[], Networks], shape: Shape, mark: str, work: Path = WORK) -> Networks:
    """The networks of this mark (see mark_of): from `work`, or else trained and put there."""
    file = work / f"{mark}.pt"
    if file.exists():
        return Networks(shape, torch.load(file, map_location=DEVICE))
    networks = train()
    work.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: a file that was cut short would be taken for networks.
    part = file.with_suffix(".part")
    torch.save(networks.weights, part)
    part.replace(file)
    return networks
