"""The answer to a time that came free: to take it, another time, none this once, or no more offers.

Only who says so leaves the list: "no", "I can't" and "I'm no well" refuse this one time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from bot.commands import Command, OpenQuestion, RepeatBotMessages, SetSlot, StartFlow
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.booked_time import (
    earlier_or_later,
    names_another_time,
    other_way,
    read_of_booked,
)
from bot.understanding.answers.button import choose
from bot.understanding.answers.days_by_name import with_days_told
from bot.understanding.answers.earlier_or_later import as_utc
from bot.understanding.answers.hours_of_work import tells_hours_of_work
from bot.understanding.answers.putting_off import puts_off, till_they_know
from bot.understanding.answers.wish_for_time import read_named_time
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.requests import only_cannot_come, says_not_needed
from bot.understanding.said_besides import rest_after_answer, told_besides
from bot.understanding.situation import Situation

_TAKE: Final = "take"
_NOT_THIS: Final = "not_this"
_OTHER: Final = "other_time"
_OFF: Final = "off_list"
_OF_A_NUMBER: Final = frozenset(["number", "landline", "mobile", "phone", "ring"])
""" "Yes, my number is …" is read by a person, however short."""
_LIKES: Final = regex.compile(
    r"\b(?:better|best|instead|suits?|prefer|rather|would (?:be|do)|(?:he|she|they|it) can)\b",
    regex.IGNORECASE,
)
""" "Not sure, Monday would be better" asks for Monday."""
_LEAVES: Final = regex.compile(
    r"\b(?:offers?|list|any ?more|no more|sorted|"
    r"(?:dont|don['’]t|no longer|dinnae) (?:need|want))\b",
    regex.IGNORECASE,
)
_ASKS: Final = regex.compile(
    r"^\W*(?:(?:so|and|sorry|hi|wait|ok|but)\W+)*"
    r"(?:(?:is|was) (?:it|that|this)\b|what (?:time|day)|when\b|"
    r"who(?:['’]?s| is| will)?\b|how long)",
    regex.IGNORECASE,
)
_NUMBER_BUT: Final = regex.compile(
    r"^\W*(?P<number>1)\W+(?:(?:but|and|though|tho|if|cos|as)\b|(?<=[,.;:)!–-]\s*)\p{L})",
    regex.IGNORECASE,
)
_CANNOT: Final = regex.compile(
    r"^\W*(?:sorry\W+)?(?:i\s+|ah\s+)?(?:can['’]?t|cannot|cannae|canny|can no|won['’]?t)\b"
    r"(?:\W+(?:do|make|manage|come)?\W*(?:it|that|then|this one|that one|that time)?)?\W*"
    r"(?:sorry|thanks|then)?\W*$",
    regex.IGNORECASE,
)


def read_freed_time(text: str, answer: Answer | None, situation: Situation) -> Answer | None:
    """The answer as read from the choices, unless the words say something else of the time."""
    question = situation.question
    if question is None:
        return answer
    said = read_yes_no(text)
    if answer is not None and answer.is_whole and said != (False, ()):
        return answer
    if says_not_needed(text) or (_chosen(answer, question) == _OFF and _LEAVES.search(text)):
        return _choice(question, _OFF) or answer
    if said is None and puts_off(text) and _LIKES.search(text) is None:
        return till_they_know(situation)
    offered, found = _as_booked(situation), situation.detected
    tells_more = bool(found.needs) or found.risk != "none"  # "I need food today" names no time
    if not tells_more and (of_it := _of_what_is_offered(text, question, offered)):
        return of_it
    if said is not None and said[0]:
        return _taken_otherwise(text, question, offered) or _taken(said[1], question, situation)
    if answer is None and (head := _NUMBER_BUT.match(text)):  # "1 but im not well"
        taken = question.choices[0] if head["number"] == "1" and question.choices else None
        answer = Answer(commands=choose(taken, question)) if taken is not None else None
    if _chosen(answer, question) == _TAKE:  # "1 and what do I bring"
        return _taken(tuple(rest_after_answer(text).split()), question, situation)
    is_refused = said is not None or only_cannot_come(text) or _CANNOT.match(text)
    if is_refused or _chosen(answer, question) == _OFF:
        return _choice(question, _NOT_THIS) or answer
    return answer


def _as_booked(situation: Situation) -> Situation:
    """What is said of the time on offer is said as of one that is booked."""
    slots = situation.slots
    booked = {
        "has_appointment": bool(slots.get("freed_at")),
        "appointment_at": slots.get("freed_at"),
        "appointment_way": slots.get("freed_way"),
    }
    return replace(situation, slots={**slots, **booked})


def _of_what_is_offered(text: str, question: OpenQuestion, offered: Situation) -> Answer | None:
    """ "Is it by phone?" is told what is on offer once more; "Friday would be good" is another."""
    is_yes = (read_yes_no(text) or (False,))[0]
    if when := _another_time(text, offered):
        asked = SetSlot(name=offered.vocabulary.time_asked_slot, value=when)
        return Answer(commands=(asked, SetSlot(name=question.slot, value=_OTHER)))
    if is_yes:
        return None
    if read_of_booked(text, offered) == "suits":
        return _choice(question, _TAKE)
    asks = _ASKS.match(text) or read_of_booked(text, offered) == "asked"
    return Answer(commands=(RepeatBotMessages(),)) if asks else None


def _another_time(text: str, offered: Situation) -> dict[str, Any] | None:
    if _ASKS.match(text):
        return None
    if beside := earlier_or_later(text, offered):
        return beside
    told = with_days_told(text, offered)
    when = read_named_time(told, now=offered.now, timezone=offered.timezone)
    if isinstance(when, dict) and when.get("later"):
        return when
    if not offered.slots.get("has_appointment"):
        return when if isinstance(when, dict) else None  # it is somebody else's by now
    if not names_another_time(text, offered) and not tells_hours_of_work(text):
        return None
    if isinstance(when, dict):
        return when
    return None if read_yes_no(text) is not None else other_way(text, offered)


def _taken_otherwise(text: str, question: OpenQuestion, offered: Situation) -> Answer | None:
    """ "Yes but can it be in person" takes the time, lest it go, and is offered that way."""
    words = offered.vocabulary
    way, took = other_way(text, offered), _choice(question, _TAKE)
    if way is None or took is None or words.move_flow not in words.flows:
        return None
    zone = ZoneInfo(offered.timezone)
    start = datetime.fromisoformat(str(offered.slots["appointment_at"])).astimezone(zone)
    midnight = start.replace(hour=0, minute=0)
    wish = way | {"windows": [[as_utc(midnight), as_utc(midnight + timedelta(days=1))]]}
    asked = SetSlot(name=words.time_asked_slot, value=wish)
    moved = StartFlow(flow=words.move_flow, waits=True)
    return replace(took, commands=(asked, *took.commands, moved))


def _taken(rest: tuple[str, ...], question: OpenQuestion, situation: Situation) -> Answer | None:
    took = _choice(question, _TAKE)
    is_of_number = not _OF_A_NUMBER.isdisjoint(rest)
    besides: tuple[Command, ...] = told_besides(rest, situation, 0 if is_of_number else None)
    return replace(took, commands=(*took.commands, *besides)) if took is not None else None


def _chosen(answer: Answer | None, question: OpenQuestion) -> object:
    commands = answer.commands if answer is not None else ()
    return next(
        (one.value for one in commands if isinstance(one, SetSlot) and one.name == question.slot),
        None,
    )


def _choice(question: OpenQuestion, value: str) -> Answer | None:
    choice = question.choice_with(value)
    return Answer(commands=choose(choice, question)) if choice is not None else None
