"""Who they are, told otherwise than before: "sorry, it's 14/2/1961", "Brown not Broon"."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.commands import Command, CorrectSlots, SetSlot, Span, StartFlow
from bot.understanding.answers.birth_date import read_birth_date, years_between
from bot.understanding.answers.name_beside_date import read_name_beside
from bot.understanding.introductions import ASKS_A_DATE, name_before
from bot.understanding.name_put_right import read_name_put_right
from bot.understanding.own_birth_date import (
    calls_it_birth,
    may_be_of_birth,
    puts_date_right,
    says_it_is_own,
)
from bot.understanding.situation import Situation

_WORDS_OF_A_NAME: Final = range(2, 5)


def read_other_details(text: str, situation: Situation) -> tuple[Command, ...]:
    """Another birth date or spelling of the name than was given: "sorry, it's 14/2/1961".

    Asked for the date, the name put right comes with it: "Jean Brown 14/2/1961".
    """
    question = situation.question
    if question is not None and (question.kind in ASKS_A_DATE or question.whole_text):
        return _before_the_date(text, situation) if question.kind == "date_of_birth" else ()
    found = read_birth_date(text, situation.today, beside_times=situation.is_time_asked)
    if found is None or not _is_own(text, found, situation):
        return _of_the_name(_name_put_right(text, situation), text, situation)
    return _of_the_date(found, text, situation)


def _is_behind_a_name(text: str, start: int, end: int, situation: Situation) -> bool:
    """ "Ann Black 2/3/74", to times on offer, from one who gave no name when asked: no chat is
    then, however rare the name."""
    words = len(text[:start].split())
    is_all = not text[end:].strip(" .,!")
    is_asked = situation.is_time_asked and is_all and words in _WORDS_OF_A_NAME
    return is_asked and read_name_beside(text[:start], "") is not None


def _before_the_date(text: str, situation: Situation) -> tuple[Command, ...]:
    renamed = _of_the_name(_name_put_right(text, situation), text, situation)
    born = read_birth_date(text, situation.today)
    if not renamed or born is None:
        return renamed
    slot, span = situation.vocabulary.birth_date_slot, Span(born[1], born[2])
    return (*renamed, SetSlot(name=slot, value=born[0].isoformat(), span=span))


def _of_the_date(
    found: tuple[date, int, int], text: str, situation: Situation
) -> tuple[Command, ...]:
    slots, words = situation.slots, situation.vocabulary
    span, value = Span(found[1], found[2]), found[0].isoformat()
    if situation.is_time_asked or slots.get(words.birth_date_slot):
        name = _name_beside(text, span, situation)
        values = {words.name_slot: name} if name is not None else {}
        return (CorrectSlots(values={**values, words.birth_date_slot: value}, span=span),)
    is_put_right = puts_date_right(text, span.end) or (
        bool(slots.get("is_under_age")) and says_it_is_own(text, span.start, span.end)
    )
    if words.details_flow in words.flows and (calls_it_birth(text) or is_put_right):
        return (
            SetSlot(name=words.birth_date_slot, value=value, span=span),
            StartFlow(flow=words.details_flow, span=span),
        )
    return ()


def _name_beside(text: str, date: Span, situation: Situation) -> str | None:
    """The name put right with a date; whoever gave none before times were offered may give it
    now, since a date long past is no time for a chat."""
    if situation.slots.get(situation.vocabulary.name_slot):
        return _name_put_right(text, situation)
    is_told = situation.is_time_asked
    return read_name_beside(text[: date.start], text[date.end :]) if is_told else None


def _is_own(text: str, found: tuple[date, int, int], situation: Situation) -> bool:
    """Whether a date is told as that of the writer's birth.

    A name beside it tells so too, where none is known. Who is known to be old enough is taken to
    be younger only where they speak of their birth.
    """
    born, start, end = found
    slots, words = situation.slots, situation.vocabulary
    if not may_be_of_birth(born, text[start:end], situation.today):
        return False
    is_too_young = years_between(born, situation.today) < float(slots.get("minimum_age") or 0)
    if slots.get(words.birth_date_slot) and is_too_young and not calls_it_birth(text):
        return False
    is_unknown = not (slots.get(words.name_slot) or slots.get("person_known"))
    is_introduced = name_before(text, start, end) is not None and (
        is_unknown or situation.question is not None
    )
    is_introduced |= is_unknown and _is_behind_a_name(text, start, end, situation)
    is_asked = not situation.is_time_asked and not slots.get(words.birth_date_slot)
    return is_asked or is_introduced or says_it_is_own(text, start, end)


def _name_put_right(text: str, situation: Situation) -> str | None:
    known = str(situation.slots.get(situation.vocabulary.name_slot) or "")
    return read_name_put_right(text, known, may_be_another=situation.question is not None)


def _of_the_name(name: str | None, text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Oops, Jean not Jaen"."""
    slot = situation.vocabulary.name_slot
    return (CorrectSlots(values={slot: name}, span=Span(0, len(text))),) if name else ()
