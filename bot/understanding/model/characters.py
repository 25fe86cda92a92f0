"""Character signals: what a word looks like survives typos, dialect and dropped vowels.

Runs of two to five letters are counted in buckets by a checksum, so that no list of them is kept.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zlib import crc32

BUCKETS: Final = 1 << 15
SIZES: Final = (2, 3, 4, 5)
LONGEST: Final = 2000
"""Characters that are looked at: more than an SMS can hold."""
_LONGEST_KEPT: Final = 24
_NOT_A_WORD = re.compile(r"[^\w'’]+")


def buckets(text: str) -> dict[int, float]:
    """Bucket to weight, of length 1 together: `buckets("a") != buckets("b")`; empty for no words.

    A run that comes often weighs its logarithm, so that a long text is not its commonest word.
    """
    words = _NOT_A_WORD.sub(" ", text[:LONGEST].casefold().replace("’", "'")).split()
    counts: Counter[int] = Counter()
    for word in words:
        counts.update(_kept(word) if len(word) <= _LONGEST_KEPT else _buckets_of(word))
    counts.update([crc32(f"{one} {other}".encode()) % BUCKETS for one, other in pairwise(words)])
    weights = [1.0 + math.log(count) for count in counts.values()]
    length = math.sqrt(sum([weight * weight for weight in weights]))
    return {bucket: weight / length for bucket, weight in zip(counts, weights, strict=True)}


def _buckets_of(word: str) -> tuple[int, ...]:
    padded = f" {word} "
    return tuple(
        crc32(padded[start : start + size].encode()) % BUCKETS
        for size in SIZES
        for start in range(len(padded) - size + 1)
    )


_kept = lru_cache(maxsize=8192)(_buckets_of)
"""Most words of a text have come before."""
