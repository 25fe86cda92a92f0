"""The weighed phrases that rules look for, read once from lexicon/*.yml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.detection import RISKS
from bot.understanding.phrase_book import PhraseBook
from bot.understanding.word_list import lexicon_names, read_lexicon


@dataclass(frozen=True, slots=True)
class Sign:
    """What a phrase speaks for: a label, how strongly (0 to 1), and why, in plain words.

    A sign of risk may imply a need: who wants to die needs help with mental health.
    """

    label: str
    weight: float
    why: str
    implies: str = ""


@dataclass(frozen=True, slots=True)
class Harmless:
    """From signs of which labels a phrase takes the meaning.

    A story of others (a film, a match) takes it from nothing that writers say of themselves. A
    figure of speech takes it from what the rules find, and leaves the whole to the model.
    """

    labels: frozenset[str]
    is_of_others: bool = False
    is_figure: bool = False
    is_outright: bool = False
    """Said outright to mean no harm, however sure the model is: "only joking", "my tenancy"."""


@lru_cache(maxsize=1)
def classes() -> dict[str, str]:
    """Names of word classes to the alternatives that they stand for."""
    return {
        str(name): " ".join(str(body).split()) for name, body in read_lexicon("classes").items()
    }


@lru_cache(maxsize=1)
def signs() -> PhraseBook[Sign]:
    """All phrases that speak for a need or a risk."""
    return PhraseBook(_all_signs(), classes())


@lru_cache(maxsize=1)
def harmless_phrases() -> PhraseBook[Harmless]:
    """Phrases that take away the meaning of signs of the labels named."""
    return PhraseBook(_all_harmless(), classes())


@lru_cache(maxsize=1)
def tellers() -> PhraseBook[str]:
    """Phrases that tell denial, jest, past or recovery, by the name of their group."""
    return phrase_groups("tellers")


@lru_cache(maxsize=16)
def phrase_groups(name: str) -> PhraseBook[str]:
    """A lexicon of named groups of phrases, each phrase found under the name of its group."""
    groups = read_lexicon(name).items()
    return PhraseBook(
        ((phrase, str(group)) for group, body in groups for phrase in _lines(body)), classes()
    )


def _all_signs() -> Iterator[tuple[str, Sign]]:
    for name in (*lexicon_names("risk_"), *lexicon_names("need_")):
        content = read_lexicon(name)
        for group in content["signs"]:
            label = group["label"] if "label" in group else content["label"]
            sign = Sign(label, float(group["weight"]), group["why"], group.get("implies", ""))
            yield from ((phrase, sign) for phrase in _lines(group["phrases"]))


def _all_harmless() -> Iterator[tuple[str, Harmless]]:
    for name in (*lexicon_names("risk_"), *lexicon_names("need_")):
        content = read_lexicon(name)
        label = content.get("label")
        labels = RISKS if label in RISKS else (label,)
        for phrase in _lines(content.get("harmless", "")):
            yield phrase, Harmless(frozenset(labels))
    for group in (*read_lexicon("idioms"), *read_lexicon("daily_strain")):
        harmless = Harmless(
            frozenset(group["labels"]),
            is_of_others=group.get("of_others", False),
            is_outright=group.get("outright", False),
        )
        yield from ((phrase, harmless) for phrase in _lines(group["phrases"]))
    for group in read_lexicon("figures_of_speech"):
        figure = Harmless(frozenset(group["labels"]), is_figure=True)
        yield from ((phrase, figure) for phrase in _lines(group["phrases"]))


def _lines(body: str) -> Iterator[str]:
    for line in str(body or "").splitlines():
        phrase = line.partition("#")[0].strip()
        if phrase:
            yield phrase
