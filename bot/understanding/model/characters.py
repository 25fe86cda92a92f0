"""Character signals: what a word looks like survives typos, dialect and dropped vowels.

Runs of two to five letters are counted in buckets by a checksum, so that no list of them is kept.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from typing import Final
from zlib import crc32

BUCKETS: Final = 1 << 15
SIZES: Final = (2, 3, 4, 5)
LONGEST: Final = 2000
"""Characters that are looked at: more than an SMS can hold."""
_NOT_A_WORD = re.compile(r"[^\w'’]+")


def buckets(text: str) -> dict[int, float]:
    """Bucket to weight, of length 1 together: `buckets("a") != buckets("b")`; empty for no words.

    A run that comes often weighs its logarithm, so that a long text is not its commonest word.
    """
    words = _NOT_A_WORD.sub(" ", text[:LONGEST].casefold().replace("’", "'")).split()
    counts = Counter(
        crc32(run.encode()) % BUCKETS
        for word in words
        for padded in (f" {word} ",)
        for size in SIZES
        for run in (padded[start : start + size] for start in range(len(padded) - size + 1))
    )
    counts.update(crc32(f"{one} {other}".encode()) % BUCKETS for one, other in pairwise(words))
    weights = {bucket: 1.0 + math.log(count) for bucket, count in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {bucket: weight / length for bucket, weight in weights.items()}
