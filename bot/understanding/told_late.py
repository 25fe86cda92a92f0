"""Who somebody is, told once all else is arranged: "oh, my name is Jean Broon 3/4/1950"."""

from __future__ import annotations

from typing import Final

import regex

from bot.commands import Command, SetSlot, Span, StartFlow
from bot.understanding.answers.birth_date import read_birth_date
from bot.understanding.answers.person_name import bare_name, read_person_name
from bot.understanding.answers.sure_name import is_sure_name, is_written_name
from bot.understanding.introductions import read_introduction
from bot.understanding.own_birth_date import may_be_of_birth, says_it_is_own
from bot.understanding.situation import Situation

_CALLED: Final = regex.compile(
    r"^\W*(?:(?:oh|sorry|hi|and|btw)\W+)*(?:it['’]?s|it is|this is|i['’]?m|i am|name)\b",
    regex.IGNORECASE,
)


def read_details_told_late(text: str, situation: Situation) -> tuple[Command, ...]:
    """The name or birth date that we lack, where nothing is asked and nothing else is told.

    Whoever skipped them and thinks better of it is known by them all the same.
    """
    slots, words = situation.slots, situation.vocabulary
    is_over = situation.question is None and not slots.get("still_telling", True)
    if not is_over or slots.get("person_known") or words.details_flow not in words.flows:
        return ()
    if situation.detected.needs:
        return ()
    told = _birth_date(text, situation) if slots.get("first_name") else _who(text, situation)
    return (*told, StartFlow(flow=words.details_flow, span=Span(0, len(text)))) if told else ()


def _who(text: str, situation: Situation) -> tuple[Command, ...]:
    told = read_introduction(text, situation)
    if told:
        return told
    bare = bare_name(text)
    is_name = is_sure_name(bare) or (_CALLED.match(text) is not None and is_written_name(bare))
    name = read_person_name(bare) if is_name else None
    slot = situation.vocabulary.name_slot
    return (SetSlot(name=slot, value=name, span=Span(0, len(text))),) if name else ()


def _birth_date(text: str, situation: Situation) -> tuple[Command, ...]:
    found = read_birth_date(text, situation.today)
    if found is None:
        return ()
    born, start, end = found
    is_own = says_it_is_own(text, start, end)
    if not is_own or not may_be_of_birth(born, text[start:end], situation.today):
        return ()
    slot = situation.vocabulary.birth_date_slot
    return (SetSlot(name=slot, value=born.isoformat(), span=Span(start, end)),)
