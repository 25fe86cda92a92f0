"""Another time for a chat that is booked or was missed: "can it be Friday?"."""

from __future__ import annotations

from typing import Final

import regex

from bot.commands import Command, SetSlot
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.booked_time import ANOTHER, earlier_or_later, other_way
from bot.understanding.answers.button import choose
from bot.understanding.answers.days_by_name import with_days_told
from bot.understanding.answers.time_instead import is_of_our_texts
from bot.understanding.answers.wish_for_time import read_named_time
from bot.understanding.help_now import needs_help_now
from bot.understanding.normalise import normalise
from bot.understanding.requests import tells_of_worse
from bot.understanding.situation import Situation
from bot.understanding.word_list import answer_words

_REARRANGE: Final = regex.compile(
    r"\b(?:rearrange|re-arrange|reschedule|rebook|book again|try again|another (?:time|day|go)|"
    r"(?:get|have|want|need|like|do|book|make) another)\b|"
    r"^\W*another\W*(?:please|pls|ta|thanks)\W*$",
    regex.IGNORECASE,
)


_WISHING: Final = (
    answer_words("changing_a_time")
    | answer_words("wanting_otherwise")
    | {"cant", "cannot", "cannae", "wont", "suit", "suits"}
)


def _only_tells(text: str, situation: Situation) -> bool:
    """ "Mum died on Monday", "lost my job Tuesday" and "dont text me at night" wish for no time."""
    if is_of_our_texts(text):
        return True
    is_told = bool(situation.detected.needs) or tells_of_worse(text)
    return is_told and _WISHING.isdisjoint(normalise(text).spoken())


def another_time(text: str, situation: Situation) -> Answer | None:
    """ "Can it be Friday?", said to a text about a booked time: the choice of another."""
    question = situation.question
    words = situation.vocabulary
    if question is None or question.slot not in (words.reminder_slot, words.missed_slot):
        return None
    if question.slot == words.missed_slot and situation.detected.needs:
        return None
    if needs_help_now(text, situation) or _only_tells(text, situation):
        return None
    told = with_days_told(text, situation)
    when = (
        earlier_or_later(text, situation)
        or read_named_time(told, now=situation.now, timezone=situation.timezone)
        or other_way(text, situation)
    )
    if when is None and not (question.slot == words.missed_slot and _REARRANGE.search(text)):
        return None
    asked: tuple[Command, ...] = ()
    if isinstance(when, dict):
        asked = (SetSlot(name=situation.vocabulary.time_asked_slot, value=when),)
    choice = question.choice_with(*ANOTHER)
    return Answer(commands=(*asked, *choose(choice, question))) if choice is not None else None
