"""Texts as an encoder reads them: the ids of their tokens, end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.understanding.model.trained_model import MOST_TOKENS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """Ids of all texts, `[tokens]`, and how many of them are each text's, `[texts]`."""

    ids: NDArray[np.int32]
    lengths: NDArray[np.int64]

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where each text begins among the ids, `[texts]`."""
        return np.cumsum(self.lengths) - self.lengths


def rows_of(texts: Sequence[str], folder: Path) -> Rows:
    """By the tokenizer in `folder`; of a text longer than is read at once, its beginning."""
    encoded = [encoding.ids for encoding in _tokenizer_of(folder).encode_batch(list(texts))]
    return Rows(
        ids=np.fromiter(chain.from_iterable(encoded), dtype=np.int32),
        lengths=np.array([len(ids) for ids in encoded], dtype=np.int64),
    )


@cache
def _tokenizer_of(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.no_padding()
    return tokenizer
