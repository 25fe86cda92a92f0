"""Texts that nobody labelled: pieces of the messages, put together in new ways.

What a teacher makes of them tells more of how it reads than the messages do that it learnt by
heart. Which pieces come together depends on the messages' own letters alone, so that adding some
messages changes few of the others' texts.
"""

from __future__ import annotations

import hashlib
import random
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from bot.training.augment import cut, joined
from bot.training.messages import Labelled
from bot.training.recipe import ORDINARY_TALK, SPLICED


def pieces_of(messages: Sequence[Labelled]) -> list[str]:
    """What is spliced for a training on these messages."""
    return spliced([each.text for each in messages if each.voice not in ORDINARY_TALK], SPLICED)


def spliced(texts: Sequence[str], count: int) -> list[str]:
    """`count` for each text of eight words or more: the first a piece of it alone, the others a
    piece of it and one of another text. None twice, in the order of `texts`."""
    marks = sorted((_mark(text), text) for text in texts)
    found = (piece for text in texts for piece in _of(text, count, marks))
    known = set(texts)
    return [piece for piece in dict.fromkeys(found) if piece not in known]


def _of(text: str, count: int, marks: Sequence[tuple[bytes, str]]) -> Iterator[str]:
    for number in range(count):
        mark = _mark(text, number)
        rng = random.Random(mark)
        if number == 0:
            yield cut(text, rng)
            continue
        place = bisect_left(marks, (mark, ""))
        _, other = marks[place % len(marks)]
        one, two = rng.sample((cut(text, rng), cut(other, rng)), 2)
        yield joined(one, two, rng)


def _mark(text: str, number: int | None = None) -> bytes:
    return hashlib.blake2b(f"{number} {text}".encode(), digest_size=8).digest()
