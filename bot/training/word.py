"""What the teachers say of each text, kept beside the messages.

Teaching them takes a graphics card; learning from what they said does not, so it is part of the
data. Texts are known by their letters: of one that is changed or new, nothing is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.understanding.model.signals import Floats

FILE: Final = Path("flows/training/teachers_word.npz")
_WHOLE: Final = 255
_LEAST_SPREAD: Final = 0.1
"""Between the most and the least that is said of some label."""


@dataclass(frozen=True, slots=True)
class Word:
    """Probabilities `[17]` for each text by its mark: 13 needs, then 4 levels of risk."""

    by_mark: dict[int, NDArray[np.uint8]]

    def of(self, text: str) -> Floats | None:
        said = self.by_mark.get(_mark(text))
        return None if said is None else said.astype(np.float32) / np.float32(_WHOLE)


def read_word(file: Path = FILE) -> Word:
    """Raises FileNotFoundError where nothing is kept."""
    with np.load(file) as kept:
        return Word(dict(zip(kept["marks"].tolist(), kept["said"], strict=True)))


def write_word(texts: Sequence[str], said: Floats, file: Path = FILE) -> None:
    """`said` is `[texts, 17]`, and is kept in steps of a 255th."""
    marks = np.array([_mark(text) for text in texts], dtype=np.uint64)
    np.savez_compressed(file, marks=marks, said=np.rint(said * _WHOLE).astype(np.uint8))


def unknown(texts: Iterable[str], word: Word) -> int:
    """How many of these it says nothing of."""
    return sum(word.of(text) is None for text in texts)


def says_one_thing(said: Floats) -> bool:
    """Whether a network says as good as the same of all texts, `[texts, 17]`."""
    return bool(np.ptp(said, axis=0).max() < _LEAST_SPREAD)


def _mark(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
