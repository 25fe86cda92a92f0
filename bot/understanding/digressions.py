"""Another flow asked for by words like its examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from rapidfuzz import fuzz, process

from bot.commands import Clarify, Command, Span, StartFlow
from bot.understanding.clauses import clauses
from bot.understanding.normalise import normalise
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.word_list import answer_words

Words: TypeAlias = tuple[str, ...]

STARTS_AT: Final = 88.0
"""Likeness in percent from which a flow starts; below, nothing is guessed."""
CLOSE: Final = 3.0
_MOST_OPTIONS: Final = 3
_MOST_ANSWERED: Final = 2
"""With the question that is asked again a turn says no more than three texts."""
_LONGEST: Final = 24
_EMPTY: Final = answer_words("digression_fillers")
_AROUND: Final = answer_words("courtesies")


def read_digression(text: str, vocabulary: Vocabulary) -> tuple[Command, ...]:
    """StartFlow where one flow's examples fit, Clarify where several do as well, else nothing.

    Two questions about us in one text, each in a clause of its own, are both answered.
    """
    near, span = _fitting(text, vocabulary), Span(0, len(text))
    if not near:
        return ()
    if len(near) == 1:
        return (StartFlow(flow=near[0], span=span),)
    if both := _asked_apart(text, vocabulary):
        return tuple([StartFlow(flow=flow, span=span) for flow in both])
    return (Clarify(options=tuple(near[:_MOST_OPTIONS]), span=span),)


def _fitting(text: str, vocabulary: Vocabulary) -> list[str]:
    """The flows whose examples the text is most like, if it is like enough."""
    said = normalise(text).spoken()
    if not said or len(said) > _LONGEST:
        return []
    scores = {
        flow: score
        for flow, score in _examples_of(vocabulary).scores(said).items()
        if score >= 100 * vocabulary.surest.get(flow, 0.0)
    }
    best = max(scores.values(), default=0.0)
    if best < STARTS_AT:
        return []
    return [flow for flow in vocabulary.flows if scores.get(flow, 0.0) > best - CLOSE]


def _asked_apart(text: str, vocabulary: Vocabulary) -> list[str]:
    """The two flows that two clauses of a text ask for, where both only answer; else none."""
    fitting = [_fitting(said, vocabulary) for said, _, _ in clauses(text)]
    asked = list(dict.fromkeys(each[0] for each in fitting if len(each) == 1))
    is_answered = vocabulary.say_only.issuperset(asked)
    return asked if len(asked) == _MOST_ANSWERED and is_answered else []


def says_outright(
    text: str, phrases: Iterable[str], *, besides: frozenset[str] = frozenset()
) -> bool:
    """Whether a message is one of the phrases, but for a few words of courtesy around it.

    `besides` are other words that may stand around it.
    """
    return says_one_of(text, in_words(tuple(phrases)), besides=besides)


def says_one_of(
    text: str, sayings: frozenset[Words], *, besides: frozenset[str] = frozenset()
) -> bool:
    """The same of phrases that are made words of already, as `in_words` does: where they are many,
    and asked for with every text."""
    said = normalise(text).spoken()
    if len(said) > _LONGEST:
        return False
    around = _AROUND | besides if besides else _AROUND
    before = _courtesies_of(said, around)
    after = _courtesies_of(said[::-1], around)
    for start in range(before + 1):
        for end in range(max(start + 1, len(said) - after), len(said) + 1):
            if said[start:end] in sayings:
                return True
    return False


@lru_cache(maxsize=256)
def in_words(phrases: tuple[str, ...]) -> frozenset[Words]:
    """The phrases as the words that are said."""
    return frozenset(_words_of(phrases))


def _courtesies_of(said: Words, around: frozenset[str]) -> int:
    """How many words of courtesy, or other words that may stand there, a message begins with."""
    for at, word in enumerate(said):
        if word not in around:
            return at
    return len(said)


@dataclass(frozen=True, slots=True)
class _Examples:
    """The examples of several flows, each with the flows that it is one of.

    `told` has them by all their words, `telling` by those words that tell something.
    """

    told: Mapping[Words, frozenset[str]]
    telling: Mapping[str, frozenset[str]]

    def scores(self, said: Words) -> dict[str, float]:
        """Likeness in percent, of the flows that are like enough to count.

        Who says an example word for word means that one: "who is this" is not "who is this for".
        """
        if whole := self.told.get(said) or self.told.get(_without_courtesy(said)):
            return dict.fromkeys(whole, 100.0)
        scores: dict[str, float] = {}
        telling = _telling(said)
        if telling:
            near = process.extract(
                telling,
                self.telling.keys(),
                scorer=fuzz.token_sort_ratio,
                score_cutoff=STARTS_AT - CLOSE,
                limit=None,
            )
            for words, likeness, _ in near:
                for flow in self.telling[words]:
                    scores[flow] = max(scores.get(flow, 0.0), likeness)
        covered: list[tuple[int, int]] = []
        for start, end in _parts(said):
            flows = self.told.get(said[start:end])
            if flows and not any(low <= start and end <= high for low, high in covered):
                covered.append((start, end))
                scores |= dict.fromkeys(flows, 100.0)
        return scores


def _without_courtesy(said: Words) -> Words:
    """The words but for those of courtesy before and after them."""
    first, last = 0, len(said)
    while first < last and said[first] in _AROUND:
        first += 1
    while last > first and said[last - 1] in _AROUND:
        last -= 1
    return said[first:last] or said


def _parts(said: Words) -> Iterator[tuple[int, int]]:
    """The message, and what in it may be a whole example: three words or more, a third of it.

    The longest first: "an appointment with the doctor" is not also "an appointment".
    """
    yield 0, len(said)
    shortest = max(3, -(-len(said) // 3))
    for length in range(len(said) - 1, shortest - 1, -1):
        for at in range(len(said) - length + 1):
            yield at, at + length


def _telling(said: Words) -> str:
    return " ".join([word for word in said if word not in _EMPTY])


def _examples_of(vocabulary: Vocabulary) -> _Examples:
    phrases = vocabulary.phrases
    return _gathered(
        tuple([(flow, (*phrases.get(flow, ()), name)) for flow, name in vocabulary.flows.items()])
    )


@lru_cache(maxsize=64)
def _gathered(phrases_of: tuple[tuple[str, tuple[str, ...]], ...]) -> _Examples:
    """Which flows may start changes with the conversation, but seldom to something new."""
    told: dict[Words, frozenset[str]] = {}
    telling: dict[str, frozenset[str]] = {}
    for flow, phrases in phrases_of:
        for words in _words_of(phrases):
            told[words] = told.get(words, frozenset()) | {flow}
            if telling_words := _telling(words):
                telling[telling_words] = telling.get(telling_words, frozenset()) | {flow}
    return _Examples(told, telling)


@lru_cache(maxsize=256)
def _words_of(phrases: tuple[str, ...]) -> tuple[Words, ...]:
    return tuple(words for phrase in phrases if (words := normalise(phrase).spoken()))
