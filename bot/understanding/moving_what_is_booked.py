"""Another time, or another way of meeting, for a chat that is booked, where nothing is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import regex

from bot.commands import Command, SetSlot, Span, StartFlow
from bot.understanding.answers.booked_time import (
    asks_for_another_way,
    asks_what_is_booked,
    earlier_or_later,
    expects_another_time,
    names_another_time,
    other_way,
)
from bot.understanding.answers.same_time import with_same_time_told
from bot.understanding.answers.time_asked_about import time_asked_about
from bot.understanding.answers.volunteered_time import asks_for_another_time
from bot.understanding.answers.wish_for_time import read_named_time
from bot.understanding.clauses import clauses
from bot.understanding.how_they_are_alone import only_wants_to_be_seen
from bot.understanding.requests import only_names_time, tells_of_not_coming
from bot.understanding.seen_sooner import offered_sooner, wants_to_be_seen_sooner
from bot.understanding.situation import Situation

_DENIES: Final = regex.compile(
    r"\b(?:can|won)['’]?t\b|\bca(?:n?n(?:ae|y)|nnot)\b", regex.IGNORECASE
)
""" "Cannae make it the morn" refuses a day; "something came up today" names when it did."""
_KEPT: Final = regex.compile(r"\b(?:un)?till?\b", regex.IGNORECASE)
""" "Told to stay in till Tuesday" says how long, and refuses no Tuesday."""
_MOST_WORDS_OF_A_TIME: Final = 5
""" "Monday?" and "the week after would" name a time; "told to stay in till Tuesday" does not."""


def another_time_for_what_is_booked(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Actually can I do the Wednesday", and "see you Thursday" of a chat on Friday."""
    if situation.question is not None or not situation.slots.get("has_appointment"):
        return ()
    words, written = situation.vocabulary, text
    text = with_same_time_told(text, situation)
    about = time_asked_about(text, now=situation.now, timezone=situation.timezone)
    is_told_when = (
        asks_what_is_booked(text, situation)
        or expects_another_time(text, situation)
        or (about is not None and not names_another_time(text, situation))
    )
    if words.appointment_when_flow in words.flows and is_told_when:
        return (StartFlow(flow=words.appointment_when_flow, span=Span(0, len(text))),)
    if wants_to_be_seen_sooner(text) and only_wants_to_be_seen(text):
        return offered_sooner(text, situation, waits=False)
    value = earlier_or_later(text, situation) or asks_for_another_time(
        text, now=situation.now, timezone=situation.timezone
    )
    value = value or about or (_at_the_same_time(text, situation) if text != written else None)
    return _moved_to(value, text, situation) if value is not None else ()


def _at_the_same_time(text: str, situation: Situation) -> dict[str, Any] | None:
    """ "Friday same time", of a chat on Wednesday: the day and the hour are all of it."""
    if not only_names_time(text, situation.today) or not names_another_time(text, situation):
        return None
    value = read_named_time(text, now=situation.now, timezone=situation.timezone)
    return value if isinstance(value, dict) and value["windows"] else None


def another_way_for_what_is_booked(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Can it be in person", of a chat that is booked by phone."""
    if situation.question is not None or not asks_for_another_way(text):
        return ()
    way = other_way(text, situation)
    return _moved_to(way, text, situation) if way is not None else ()


def _refuses_a_day(said: str) -> bool:
    refuses = _DENIES.search(said) is not None and _KEPT.search(said) is None
    return refuses and tells_of_not_coming(said)


def another_for_who_cannot_come(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Can't do Friday now sorry, Monday?": other times, those first that are asked for; and
    none of a day that is refused."""
    words = situation.vocabulary
    if situation.question is not None or not situation.slots.get("has_appointment"):
        return ()
    text = with_same_time_told(text, situation)
    parts = [said for said, _, _ in clauses(text)]
    if words.move_flow not in words.flows or not any(map(tells_of_not_coming, parts)):
        return ()
    wished = [
        said
        for said in parts
        if not tells_of_not_coming(said) and len(said.split()) <= _MOST_WORDS_OF_A_TIME
    ]
    asked = (
        read_named_time(said, now=situation.now, timezone=situation.timezone)
        for said in (*wished, *filter(_refuses_a_day, parts))
    )
    wish = next((each for each in asked if isinstance(each, dict) and each["windows"]), None)
    start = StartFlow(flow=words.move_flow, span=Span(0, len(text)))
    return (SetSlot(name=words.time_asked_slot, value=wish), start) if wish else (start,)


def _moved_to(wish: Mapping[str, Any], text: str, situation: Situation) -> tuple[Command, ...]:
    words = situation.vocabulary
    if situation.detected.needs or words.move_flow not in words.flows:
        return ()
    span = Span(0, len(text))
    return (
        SetSlot(name=words.time_asked_slot, value=wish),
        StartFlow(flow=words.move_flow, span=span),
    )
