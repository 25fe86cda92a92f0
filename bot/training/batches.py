"""Which forms of a pass are read in one step: texts of about the same length, in a new order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

WIDTHS: Final = (8, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 80, 96, 128)
"""Tokens to which the texts of a step are filled up: few, as a card keeps a graph for each."""
_TOGETHER: Final = 20
"""Batches among which texts are put in order of their length."""


def steps_of(forms: int, size: int) -> int:
    """How many batches of `size` there are in a pass; what is left over waits for another."""
    chunk = size * _TOGETHER
    return sum(min(chunk, forms - at) // size for at in range(0, forms, chunk))


def batches(
    lengths: Sequence[NDArray[np.int64]],
    size: int,
    orders: Sequence[np.random.Generator],
    blocks: np.random.Generator,
) -> Iterator[NDArray[np.int64]]:
    """Places `[networks, size]` for each step; `lengths` are those of each network's forms.

    Each network has its own order of its forms, and none of them twice. In which order the batches
    come is the same for all, so that short ones are read together. Where one has fewer forms, of
    the others so many are read.
    """
    fewest = min(len(each) for each in lengths)
    shuffled = [
        order.permutation(len(each))[:fewest] for order, each in zip(orders, lengths, strict=True)
    ]
    chunk = size * _TOGETHER
    for at in range(0, fewest, chunk):
        count = min(chunk, fewest - at) // size
        some = [places[at : at + count * size] for places in shuffled]
        by_length = [
            places[np.argsort(each[places], kind="stable")]
            for places, each in zip(some, lengths, strict=True)
        ]
        for number in blocks.permutation(count):
            yield np.stack([places[number * size : (number + 1) * size] for places in by_length])


def width_of(tokens: int) -> int:
    """The least of WIDTHS that has room for so many."""
    return next(width for width in WIDTHS if width >= tokens)
