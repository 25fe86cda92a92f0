"""What is said to "what would you like help with?" and tells of no need: "hi again", "no thanks",
"anybody there?"."""

from __future__ import annotations

from typing import Final

import regex

from bot.commands import CancelFlow, Command, OpenQuestion, RepeatBotMessages, Span, StartFlow
from bot.flow_names import ABOUT_US_FLOW
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.normalise import normalise
from bot.understanding.requests import greets
from bot.understanding.situation import Situation

_FIRST_SLOT: Final = "own_words"
"""Of a few words more that we ask for, "no" says only that none of what we name is meant."""
_NOTHING: Final = regex.compile(
    r"^(?:(?:no|och|ach|eh) )*nothing(?: (?:really|just now|now|the now|at the moment|thanks|"
    r"thank you|today))*$"
)
_ANYBODY: Final = regex.compile(
    r"^(?:(?:hi|hello|hiya|hey|eh|so|sorry) )*"
    r"(?:(?:anybody|anyone|somebody|someone) (?:there|here|in|about|home)|"
    r"(?:are )?you (?:still )?there)(?: (?:please|now|yet))*$"
)


def told_nothing(text: str, question: OpenQuestion, situation: Situation) -> tuple[Command, ...]:
    """Our question once more, who we are, or that it is left; nothing where something is told."""
    words = situation.vocabulary
    if question.flow != words.needs_flow:
        return ()
    if greets(text):
        return (RepeatBotMessages(),)
    said, is_danger = " ".join(normalise(text).spoken()), situation.detected.risk != "none"
    if situation.detected.needs or is_danger:
        return ()
    if ABOUT_US_FLOW in words.flows and _ANYBODY.match(said):
        return (StartFlow(flow=ABOUT_US_FLOW, span=Span(0, len(text))),)
    is_no = read_yes_no(text) == (False, ()) or _NOTHING.match(said) is not None
    return (CancelFlow(span=Span(0, len(text))),) if is_no and question.slot == _FIRST_SLOT else ()
