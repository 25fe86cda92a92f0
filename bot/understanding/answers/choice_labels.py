"""By which words a choice on offer is called."""

from __future__ import annotations

from collections.abc import Mapping

from bot.commands import Choice, OpenQuestion
from bot.understanding.answers.telling_words import telling_words
from bot.understanding.normalise import normalise


def labels_of(choice: Choice) -> tuple[tuple[str, ...], ...]:
    """Its title, its other names and what it sets, each as plain words."""
    values = [str(value).replace("_", " ") for value in choice.slots.values() if value is not None]
    written = [choice.title, *choice.synonyms, *(v for v in values if len(v) < 40)]
    return tuple(normalise(label).spoken() for label in written)


def meanings_of(
    said: set[str], question: OpenQuestion, synonyms: Mapping[str, str]
) -> frozenset[str]:
    """The words of what is on offer that these stand for: "skint", which elsewhere is "not enough
    coming in", is not "coming" to a chat."""
    offered = {label for choice in question.choices for label in labels_of(choice)}
    meant = {normalise(synonyms[word]).spoken() for word in said if word in synonyms}
    return frozenset(part for label in meant & offered for part in label)


def is_all_said(choice: Choice, said: set[str]) -> bool:
    """Whether nothing that tells this choice is unsaid: "safe" is "It's safe", not "Not safe"."""
    return any(told and told <= said for told in map(telling_words, labels_of(choice)))
