"""Networks that are trained stay on disk, and are not trained again from what makes the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import torch

from bot.training.network import DEVICE, Network

WORK: Final = Path("var/training")


def kept(
    train: Callable[[], Network],
    begin: Callable[[], Network],
    mark: str,
    work: Path = WORK,
) -> Network:
    """The network of this mark (see mark_of): from `work`, or else trained and put there."""
    file = work / f"{mark}.pt"
    if file.exists():
        network = begin()
        network.load_state_dict(torch.load(file, map_location=DEVICE))
        network.eval()
        return network
    network = train()
    work.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: a file that was cut short would be taken for a network.
    part = file.with_suffix(".part")
    torch.save(network.state_dict(), part)
    part.replace(file)
    return network
