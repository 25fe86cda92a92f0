"""Questions to us, which would otherwise be taken for an answer in a person's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import regex

from bot.commands import Command, KnowledgeAnswer, Span, StartFlow
from bot.understanding.digressions import read_digression, says_outright
from bot.understanding.normalise import normalise
from bot.understanding.situation import Situation
from bot.understanding.word_list import answer_words

LONGEST_QUESTION: Final = 12
"""Words; what is longer tells something."""

_FIRST_SENTENCE: Final = regex.compile(r"^(?P<asked>[^?]{3,80})\?+\s*\S")
_ASKING: Final = answer_words("asking")
_OF_SELF: Final = answer_words("of_self")


def asked_outright(text: str, situation: Situation, *, but: str) -> tuple[Command, ...]:
    """ "Is this free?" is a question, where any words would be an answer."""
    words = situation.vocabulary
    asked = [
        flow
        for flow in words.flows
        if flow != but and says_outright(text, words.phrases.get(flow, ()))
    ]
    return (StartFlow(flow=asked[0], span=Span(0, len(text))),) if len(asked) == 1 else ()


def asked_of_us(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Is it confidential?" asks about us, by whatever words; nobody's trouble is in it.

    What we have no answer for is said so, if it speaks of nobody: "how would I cope?" is no such
    question.
    """
    said = normalise(text).spoken()
    is_asked = text.rstrip().endswith("?")
    if situation.detected.needs or situation.detected.risk != "none":
        return ()
    if not said or not (is_asked or said[0] in _ASKING):
        return ()
    words = situation.vocabulary
    about_us = read_digression(text, replace(words, flows=_only(words.flows, words.say_only)))
    if about_us or not is_asked or len(said) > LONGEST_QUESTION or _OF_SELF.intersection(said):
        return about_us
    return (KnowledgeAnswer(),)


def speaks_of_oneself(text: str) -> bool:
    """Whether a text speaks of its writer: "I'm pregnant and nobody knows"."""
    return not _OF_SELF.isdisjoint(normalise(text).spoken())


def asked_beside_a_need(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Who's reading this? I'm skint" asks about us and tells, so both are heard; danger told
    beside it has gone before."""
    words = situation.vocabulary
    if not situation.detected.needs:
        return ()
    first = _FIRST_SENTENCE.match(text)
    about_us = replace(words, flows=_only(words.flows, words.say_only))
    return read_digression(first["asked"] if first else text, about_us)


def _only(flows: Mapping[str, str], some: frozenset[str]) -> Mapping[str, str]:
    return {flow: name for flow, name in flows.items() if flow in some}
