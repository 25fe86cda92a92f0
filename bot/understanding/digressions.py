"""Another flow asked for by words like its examples."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

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
        flow: max((_likeness(said, telling, phrase) for phrase in phrases), default=0.0)
        for flow, phrases in _phrases(vocabulary).items()
    }
    best = max(scores.values(), default=0.0)
    if best < STARTS_AT:
        return ()
    near = [flow for flow, score in scores.items() if score > best - CLOSE]
    span = Span(0, len(text))
    if len(near) == 1:
        return (StartFlow(flow=near[0], span=span),)
    return (Clarify(options=tuple(near[:_MOST_OPTIONS]), span=span),)


def _phrases(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    return {
        flow: (*vocabulary.phrases.get(flow, ()), name) for flow, name in vocabulary.flows.items()
    }


def _likeness(said: tuple[str, ...], telling: str, phrase: str) -> float:
    """In percent; 0 where it is too little to count."""
    told, kept = _words(phrase)
    if not told:
        return 0.0
    if said == told or _contains(said, told):
        return 100.0
    if not telling or not kept:
        return 0.0
    return fuzz.token_sort_ratio(telling, kept, score_cutoff=STARTS_AT - CLOSE)


def _contains(said: tuple[str, ...], told: tuple[str, ...]) -> bool:
    """A whole example of three words or more within a short message."""
    if len(told) < 3 or len(said) > 3 * len(told):
        return False
    return any(said[at : at + len(told)] == told for at in range(len(said) - len(told) + 1))


@lru_cache(maxsize=4096)
def _words(phrase: str) -> tuple[tuple[str, ...], str]:
    """An example's words, and those of them that tell something."""
    told = normalise(phrase).spoken()
    return told, " ".join(word for word in told if word not in _EMPTY)
