"""Another flow asked for by words like its examples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from bot.commands import Clarify, Command, Span, StartFlow
from bot.understanding.normalise import normalise
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.word_list import answer_words

STARTS_AT: Final = 88.0
"""Likeness in percent from which a flow starts; below, nothing is guessed."""
CLOSE: Final = 3.0
_MOST_OPTIONS: Final = 3
_LONGEST: Final = 24
_EMPTY: Final = answer_words("digression_fillers")


def read_digression(text: str, vocabulary: Vocabulary) -> tuple[Command, ...]:
    """StartFlow where one flow's examples fit, Clarify where several do as well, else nothing."""
    said = normalise(text).spoken()
    if not said or len(said) > _LONGEST:
        return ()
    telling = " ".join(word for word in said if word not in _EMPTY)
    scores = {
        flow: _likeness(said, telling, _examples((*vocabulary.phrases.get(flow, ()), name)))
        for flow, name in vocabulary.flows.items()
    }
    best = max(scores.values(), default=0.0)
    if best < STARTS_AT:
        return ()
    near = [flow for flow, score in scores.items() if score > best - CLOSE]
    span = Span(0, len(text))
    if len(near) == 1:
        return (StartFlow(flow=near[0], span=span),)
    return (Clarify(options=tuple(near[:_MOST_OPTIONS]), span=span),)


@dataclass(frozen=True, slots=True)
class _Examples:
    """A flow's examples: their words, and those of them that tell something."""

    told: tuple[tuple[str, ...], ...]
    telling: tuple[str, ...]


@lru_cache(maxsize=256)
def _examples(phrases: tuple[str, ...]) -> _Examples:
    told = tuple(words for phrase in phrases if (words := normalise(phrase).spoken()))
    telling = (" ".join(word for word in words if word not in _EMPTY) for words in told)
    return _Examples(told, tuple(words for words in telling if words))


def _likeness(said: tuple[str, ...], telling: str, examples: _Examples) -> float:
    """In percent; 0 where it is too little to count."""
    if any(said == told or _contains(said, told) for told in examples.told):
        return 100.0
    if not telling:
        return 0.0
    best = process.extractOne(
        telling, examples.telling, scorer=fuzz.token_sort_ratio, score_cutoff=STARTS_AT - CLOSE
    )
    return best[1] if best else 0.0


def _contains(said: tuple[str, ...], told: tuple[str, ...]) -> bool:
    """A whole example of three words or more within a short message."""
    if len(told) < 3 or not len(told) <= len(said) <= 3 * len(told):
        return False
    return any(said[at : at + len(told)] == told for at in range(len(said) - len(told) + 1))
