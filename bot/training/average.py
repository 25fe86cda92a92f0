"""One network out of several that began alike: the mean of their weights.

After Wortsman and others, "Model soups" (2022): runs that differ by chance alone lie in one basin,
and their mean is surer than any of them, at the cost of one.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch

from bot.training.network import Network


def averaged(networks: Sequence[Network]) -> Network:
    """The first of `networks`, its weights now the mean of all; ready to read with."""
    first = networks[0]
    states = [network.state_dict() for network in networks]
    mean = {
        name: torch.stack([state[name] for state in states]).mean(dim=0)
        if weights.is_floating_point()
        else weights
        for name, weights in states[0].items()
    }
    first.load_state_dict(mean)
    first.eval()
    return first
