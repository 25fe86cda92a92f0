"""The batches of a pass, put together on the device: what crosses to it crosses once a pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from bot.training.batches import width_of
from bot.training.device import DEVICE
from bot.training.passes import Pass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Batch:
    """Ids and mask `[networks, texts, tokens]`, and what is wanted, `[networks, texts, 17]`."""

    ids: Tensor
    mask: Tensor
    wanted: Tensor


def gathered(
    passes: Sequence[Pass], steps: Sequence[NDArray[np.int64]], filling: int
) -> Iterator[Batch]:
    """A batch for each of `steps`, the places `[networks, size]` in each network's pass."""
    taken = np.stack(steps)
    lengths = _of_each([each.rows.lengths for each in passes], taken)
    begin = _begins([len(each.rows.ids) for each in passes])
    starts = _of_each([each.rows.starts for each in passes], taken) + begin
    forms = taken + _begins([len(each.wanted) for each in passes])
    widths = [width_of(int(each.max())) for each in lengths]
    all_ids = _on_device(np.concatenate([each.rows.ids for each in passes]))
    all_wanted = _on_device(np.concatenate([each.wanted for each in passes]))
    of_steps = (_on_device(starts), _on_device(lengths), _on_device(forms))
    for width, start, length, form in zip(widths, *of_steps, strict=True):
        at = torch.arange(width, device=DEVICE)
        mask = at < length.unsqueeze(-1)
        places = (start.unsqueeze(-1) + at).clamp(max=len(all_ids) - 1)
        ids = torch.where(mask, all_ids[places].long(), filling)
        yield Batch(ids=ids, mask=mask.long(), wanted=all_wanted[form])


def _of_each(values: Sequence[NDArray[np.int64]], taken: NDArray[np.int64]) -> NDArray[np.int64]:
    """`[steps, networks, size]`."""
    return np.stack([each[taken[:, place]] for place, each in enumerate(values)], axis=1)


def _begins(counts: Sequence[int]) -> NDArray[np.int64]:
    """Where each network's begin, as they stand one after another, `[networks, 1]`."""
    ends = np.cumsum(np.array(counts, dtype=np.int64))
    return (ends - counts)[:, None]


def _on_device(values: NDArray[Any]) -> Tensor:
    return torch.from_numpy(values).to(DEVICE)
