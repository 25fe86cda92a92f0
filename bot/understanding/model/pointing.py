"""The words that led the model to a label: those that add most to its signal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.understanding.model.signals import SIGNALS
from bot.understanding.model.trained_model import Token

_SHARE: Final = 0.5
"""Words are shown until they make up this share of what speaks for the label."""
_MOST_SPANS: Final = 3


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    adds: float


def spans_for(label: str, tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """At most three stretches of the text, in order; words side by side are one stretch."""
    words = _words(tokens, SIGNALS.index(label))
    chosen = _chosen(words)
    joined: list[list[int]] = []
    for number, word in enumerate(words):
        if number not in chosen:
            continue
        if joined and number - 1 in chosen:
            joined[-1][1] = word.end
        else:
            joined.append([word.start, word.end])
    return tuple((start, end) for start, end in joined[:_MOST_SPANS])


def _words(tokens: Sequence[Token], column: int) -> list[_Word]:
    """Pieces that touch are one word; of a piece read twice, the first reading counts."""
    words: list[_Word] = []
    for token in tokens:
        adds = float(token.parts[column])
        if words and token.start < words[-1].end:
            continue
        if words and token.start == words[-1].end:
            words[-1].end = token.end
            words[-1].adds += adds
        else:
            words.append(_Word(token.start, token.end, adds))
    return words


def _chosen(words: Sequence[_Word]) -> set[int]:
    order = sorted(range(len(words)), key=lambda number: -words[number].adds)
    total = sum(word.adds for word in words if word.adds > 0)
    chosen: set[int] = set()
    reached = 0.0
    for number in order:
        if words[number].adds <= 0 and chosen:
            break
        chosen.add(number)
        reached += words[number].adds
        if reached >= _SHARE * total:
            break
    return _with_gaps_closed(chosen)


def _with_gaps_closed(chosen: set[int]) -> set[int]:
    """One word left out between two that are shown is shown too: it reads better."""
    places = sorted(chosen)
    return chosen | {one + 1 for one, other in pairwise(places) if other - one == 2}
