"""Corrections of what was said before: "naw, I meant…", "not X but Y"."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Final

import regex

from bot.commands import Command, CorrectSlots, SetSlot, Span
from bot.understanding.answers.any_question import read_answer
from bot.understanding.answers.birth_date import read_birth_date
from bot.understanding.answers.person_name import read_person_name
from bot.understanding.answers.telling_words import DENIALS
from bot.understanding.answers.wish_for_time import read_named_time
from bot.understanding.answers.yes_no import read_yes_no, tells_a_lack
from bot.understanding.normalise import normalise
from bot.understanding.situation import Situation
from bot.understanding.taken_back import takes_back
from bot.understanding.word_list import answer_words

_MEANT: Final = regex.compile(
    r"^\W*(?:(?:no|naw|nah|nae|sorry|soz|wait|oops|actually|ach|och|aw|oh|my mistake|hang on|"
    r"hold on)\b[\s,.!-]{0,3}){0,3}(?:(?:i|ah|a)\s+)?"
    r"(?:meant(?: to (?:say|put|write))?|should (?:be(?! (?:ok|okay|fine|alright|grand|good|able|"
    r"there|here|in|home|free)\b)|have been|say|have said)|made a mistake|"
    r"got (?:it|that) wrong|pressed the wrong(?: one| button| number)?|wrong (?:one|answer|button)|"
    r"typed it wrong)\b(?P<right>.{0,80})",
    regex.IGNORECASE | regex.DOTALL,
)
_NOT_BUT: Final = regex.compile(
    r"^\W*(?:(?:no|naw|sorry)\b[\s,]+)?(?:(?:it|that)['’]?s\s+)?not\s+(?P<denied>.{1,40}?)[\s,]+"
    r"(?:but|it['’]?s)\s+(?P<right>.{1,80})$",
    regex.IGNORECASE,
)
_RATHER_THAN: Final = regex.compile(
    r"^\W*(?:(?:no|naw|nah|sorry|soz|wait|oops|actually|ach|och|aw|oh|i|ah|a|meant|it['’]?s|its)\b"
    r"[\s,.!-]{0,3}){0,5}(?P<right>\b.{1,40}?)[\s,]+(?:not|no|instead of|rather than)\s+"
    r"(?P<denied>.{1,40}?)\W*$",
    regex.IGNORECASE,
)
"""What is denied has to be what was answered."""
_RETRACTED: Final = regex.compile(
    r"^\W*(?:no|naw|nah|sorry|soz|wait|oops|actually|my mistake)\b[\s,.!-]{1,3}(?P<right>.{2,80})$",
    regex.IGNORECASE,
)
_SMALL_WORDS: Final = (answer_words("choice_fillers") | {"not"}) - {"no", "yes"}
""" "The" in "sorry I missed the call" corrects nothing to "some of the time", nor does "not" in "no
im not well" to "not sure"."""
_YES_NO: Final = frozenset(["yes", "no"])
_FEW_WORDS: Final = 3
_READ_BY_ANSWER: Final = frozenset(["text", "yes_no"])


_NAME: Final = regex.compile(r"\bname\b", regex.IGNORECASE)


def read_plain_correction(text: str, situation: Situation) -> tuple[Command, ...]:
    """What a message that says outright that it corrects asks for; else nothing."""
    if exchanged := _exchanged(text, situation):
        return exchanged
    if takes_back(text, situation):
        return (CorrectSlots(values={}, span=Span(0, len(text))),)
    meant = _MEANT.match(text)
    found = meant or _NOT_BUT.match(text)
    if found is None:
        return ()
    corrected = (
        (_bare_answer(found["right"], situation) if _is_yes_or_no(found["right"]) else ())
        or _answer(found["right"], situation)
        or _past_slots(found, situation)
    )
    if corrected or meant is None or _is_free_text(situation):
        return corrected
    if situation.detected.needs and _is_asked_if_right(situation):
        return _of_the_needs(meant["right"], situation)
    held = _held(meant["right"], situation)
    values = held if len(held) == 1 else {}
    return (CorrectSlots(values=values, span=Span(*found.span())),)


def _exchanged(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Bills, not debt", where debt was the answer."""
    found = _RATHER_THAN.match(text)
    if found is None:
        return ()
    denied = set(normalise(found["denied"]).spoken()) - _SMALL_WORDS
    titles = situation.vocabulary.slot_values
    values = {
        slot: value
        for slot, value in _chosen_before(found["right"], situation).items()
        if denied & _names_of(titles[slot], situation.slots[slot])
    } or _held(found["right"], situation)
    span = Span(*found.span("right"))
    return (CorrectSlots(values=values, span=span),) if len(values) == 1 else ()


def _held(right: str, situation: Situation) -> dict[str, Any]:
    """ "I meant debt, not bills", where debt is what we have: it stays, and that is said."""
    said = set(normalise(right).spoken()) - _SMALL_WORDS
    titles, slots = situation.vocabulary.slot_values, situation.slots
    return {
        slot: slots[slot]
        for slot, names in titles.items()
        if slots.get(slot) is not None and said and said <= _names_of(names, slots[slot])
    }


def _names_of(titles: Mapping[str, tuple[str, ...]], value: Any) -> set[str]:
    return {word for name in (value, *titles.get(value, ())) for word in normalise(name).spoken()}


def read_likely_correction(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Naw, debt", where it is no answer to the open question but fits a former one.

    To the question of a number so does "much worse" alone, after "the same".
    """
    found, said = _RETRACTED.match(text), normalise(text).spoken()
    if found is not None and _is_yes_or_no(found["right"]):
        return _bare_answer(found["right"], situation)
    if found is not None:
        return () if tells_a_lack(text, said) else _past_slots(found, situation)
    is_number = situation.question is not None and situation.question.kind == "number"
    if not is_number or len(said) > _FEW_WORDS or DENIALS.intersection(said):
        return ()
    values = _chosen_before(text, situation)
    return (CorrectSlots(values=values, span=Span(0, len(text))),) if len(values) == 1 else ()


def _is_yes_or_no(right: str) -> bool:
    said = read_yes_no(right)
    return said is not None and not said[1]


def _was_safe_asked_last(situation: Situation) -> bool:
    last, question = situation.last, situation.question
    is_choice = question is not None and question.kind == "choice"
    return is_choice and last is not None and last.slot == situation.vocabulary.safe_slot


def _bare_answer(right: str, situation: Situation) -> tuple[Command, ...]:
    """ "Sorry, no" and "oops, yes" answer what is being asked; of times on offer "wait, no" says
    nothing yet. They put no earlier answer right: a "no" is of many."""
    question = situation.question
    if question is None or situation.is_time_asked:
        return ()
    answer = read_answer(right, question, situation)
    return answer.commands if answer is not None and answer.is_whole else ()


def _is_asked_if_right(situation: Situation) -> bool:
    question = situation.question
    return question is not None and question.slot == situation.vocabulary.needs_right_slot


def _of_the_needs(right: str, situation: Situation) -> tuple[Command, ...]:
    """ "No, I meant my drinking" is a no to the needs that were understood, and names others."""
    said = read_yes_no(right)
    slot = situation.vocabulary.needs_right_slot
    return (SetSlot(name=slot, value=said is not None and said[0]),)


def _is_free_text(situation: Situation) -> bool:
    return situation.question is not None and situation.question.kind == "text"


def _answer(right: str, situation: Situation) -> tuple[Command, ...]:
    question = situation.question
    if question is None or question.kind in _READ_BY_ANSWER or not right.strip():
        return ()
    answer = read_answer(right, question, situation)
    return answer.commands if answer is not None else ()


def _past_slots(found: regex.Match[str], situation: Situation) -> tuple[Command, ...]:
    """A "no" alone is of many answers, and puts right none of them but that it is safe to text,
    where that was asked last."""
    right = found["right"].strip(" .,!-")
    span = Span(*found.span("right"))
    if _is_yes_or_no(right) and not _was_safe_asked_last(situation):
        return ()
    is_name = _NAME.search(found.groupdict().get("denied") or "") is not None
    told = _told_before(right, situation, is_name=is_name)
    values = told if is_name else _chosen_before(right, situation) | told
    is_one_of = len(values) > 1
    return (CorrectSlots(values=values, span=span, is_one_of=is_one_of),) if values else ()


def _chosen_before(right: str, situation: Situation) -> dict[str, Any]:
    """Filled choice slots of which one other value is named."""
    said = set(normalise(right).spoken()) - _SMALL_WORDS
    if any(word.isdecimal() for word in said):
        said -= _YES_NO  # "1962 no 1961" says no to nothing
    # "No, it's bills" says no to nothing either, where bills are one of the choices.
    # Nor does the "no" of a longer text: "no its not just food its the rent too".
    is_short = len(said) <= _FEW_WORDS
    return _named_otherwise(said - _YES_NO, situation) or (
        _named_otherwise(said, situation) if is_short else {}
    )


def _named_otherwise(said: Set[str], situation: Situation) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for slot, titles in situation.vocabulary.slot_values.items():
        if situation.slots.get(slot) is None:
            continue
        fitting = [
            value
            for value, names in titles.items()
            if any(_is_named(name, said) for name in (*names, value))
        ]
        if len(fitting) == 1 and fitting[0] != situation.slots[slot]:
            values[slot] = fitting[0]
    return values


def _is_named(name: str, said: Set[str]) -> bool:
    """By any word of it, where little is said, else by most: "sorry my sister is coming up from
    London" names no "not enough coming in"."""
    told = set(normalise(name).spoken())
    shared = told & said
    telling = told - _SMALL_WORDS
    return bool(shared) and (len(said) <= _FEW_WORDS or 2 * len(shared) > len(telling))


def _told_before(right: str, situation: Situation, *, is_name: bool) -> dict[str, Any]:
    """A birth date, a time or a name, where one was given before."""
    vocabulary, slots = situation.vocabulary, situation.slots
    born = read_birth_date(right, situation.today, beside_times=situation.is_time_asked)
    if born is not None and slots.get(vocabulary.birth_date_slot):
        return {vocabulary.birth_date_slot: born[0].isoformat()}
    when = read_named_time(right, now=situation.now, timezone=situation.timezone)
    if isinstance(when, dict) and when["windows"] and slots.get(vocabulary.time_slot):
        return {vocabulary.time_slot: when}
    name = _name_in(f"name {right}" if is_name else right)
    if name is not None and slots.get(vocabulary.name_slot):
        return {vocabulary.name_slot: name}
    return {}


def _name_in(right: str) -> str | None:
    """Only what is called a name: any two words could be one."""
    told = regex.search(r"\bname['’]?s?\b(?:\s+is)?\s+(.+)$", right, regex.IGNORECASE)
    return read_person_name(told[1]) if told is not None else None
