"""The answer to the open question, read by its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.commands import Command, CorrectSlots, OpenQuestion, SetSlot, SkipQuestion, Span
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.answer_to_offer import read_answer_to_offer
from bot.understanding.answers.button import choose
from bot.understanding.answers.choice import read_choice
from bot.understanding.answers.choice_otherwise import read_choice_otherwise
from bot.understanding.answers.day_or_clock import read_clock, read_day
from bot.understanding.answers.days_by_name import with_days_told
from bot.understanding.answers.denied_need import (
    denied_needs,
    means_only_some,
    says_not_only,
)
from bot.understanding.answers.in_the_same_breath import is_turned_about
from bot.understanding.answers.number import read_number, read_numbers
from bot.understanding.answers.number_after_all import refuses_number
from bot.understanding.answers.number_to_ring import declines_to_be_rung
from bot.understanding.answers.numeric_dates import with_numbers_told, without_years
from bot.understanding.answers.only_time import says_only_when
from bot.understanding.answers.phone import read_phone
from bot.understanding.answers.postcode import read_postcode
from bot.understanding.answers.putting_off import puts_off, till_they_know
from bot.understanding.answers.refused_offer import refuses_times
from bot.understanding.answers.safe_to_text import read_safe_to_text
from bot.understanding.answers.same_time import with_same_time_told
from bot.understanding.answers.since_when import read_since_when
from bot.understanding.answers.sooner import read_sooner
from bot.understanding.answers.threats import without_threats
from bot.understanding.answers.volunteered_time import names_usual_time
from bot.understanding.answers.who_they_are import read_when_born, read_who_they_are
from bot.understanding.answers.wish_for_time import read_named_time, read_wish
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.situation import Situation

_LONGEST_FREE_TEXT: Final = 2000
_LAST_BARE_HOUR: Final = 12


def read_answer(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """What the message answers, by the first reading that fits; None if it is no answer."""
    if question.kind == "when" and (calm := without_threats(text)) != text:
        answer = read_answer(calm, question, situation)
        return replace(answer, is_whole=False) if answer is not None else None
    if question.kind == "when" and refuses_times(text):
        wish = read_wish("other times", before=None, now=situation.now, timezone=situation.timezone)
        return Answer(commands=(_set(question, wish, text),), is_whole=True)
    if question.may_skip and read_numbers(text) == (0,) and not _is_scale(question):
        return Answer(commands=(SkipQuestion(),), is_whole=True)
    if question.slot == situation.vocabulary.safe_slot:
        return read_safe_to_text(text, question, situation.vocabulary.synonyms)
    if question.choices:
        chosen = read_choice(text, question, situation.vocabulary.synonyms)
        if chosen is not None and (
            chosen.is_whole or question.kind not in _BEFORE_WORDS_OF_CHOICES
        ):
            return chosen
        since = read_since_when(text, question, situation.today)
        if since is not None:
            return Answer(commands=choose(since, question), is_whole=True)
        by_kind = _by_kind(text, question, situation) if question.kind != "choice" else None
        return by_kind or chosen
    return _by_kind(text, question, situation)


_BEFORE_WORDS_OF_CHOICES: Final = frozenset(["when", "date_of_birth", "person_name", "yes_no"])
"""Kinds whose own reading is surer than a word that a choice happens to share."""


def _is_scale(question: OpenQuestion) -> bool:
    return question.kind == "number" and (question.minimum or 0) <= 0


def _by_kind(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    reader = _READERS.get(question.kind)
    return reader(text, question, situation) if reader is not None else None


def _yes_no(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    said = read_yes_no(text)
    if said is None and question.slot == situation.vocabulary.needs_right_slot:
        return _needs_put_right(text, question, situation.slots.get("needs") or ())
    if said is None and question.takes_own_words and _tells_a_date(text, situation):
        said = (True, ())
    if said is None:
        return None
    value, rest = said
    if rest and is_turned_about(text, slot=question.slot, value=value):
        return Answer(commands=(_set(question, not value),))
    commands: tuple[Command, ...] = (_set(question, value),)
    if not value and rest:
        commands += _corrected_time(text, situation)
    return Answer(commands=commands, is_whole=not rest)


def _tells_a_date(text: str, situation: Situation) -> bool:
    """ "5/12/26" and "next Friday", to "do you have a date you have to be out by?", say yes; "2,
    afternoons please" tells what suits."""
    if names_usual_time(text):
        return False
    return says_only_when(without_years(with_numbers_told(text)), situation.today)


def _needs_put_right(text: str, question: OpenQuestion, needs: Sequence[str]) -> Answer | None:
    """ "It's not debt", "only the money" and "not just food" are a no to what we understood."""
    is_no = denied_needs(text, needs) or means_only_some(text, needs) or says_not_only(text)
    return Answer(commands=(_set(question, False),)) if is_no else None


def _corrected_time(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "No, Tuesday", to "is that right?" after a time was chosen."""
    slot = situation.vocabulary.time_slot
    if not situation.slots.get(slot):
        return ()
    when = read_named_time(_after_first_word(text), now=situation.now, timezone=situation.timezone)
    if not isinstance(when, dict) or when.get("later"):
        return ()
    return (CorrectSlots(values={slot: when}, span=_whole(text)),)


def _number(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    value = read_number(text, question.minimum, question.maximum)
    return Answer(commands=(_set(question, value),), is_whole=True) if value is not None else None


def _when(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    to_the_offer = read_answer_to_offer(text, question, situation)
    if to_the_offer is not None:
        return to_the_offer
    before = situation.slots.get(situation.vocabulary.wish_slot)
    text = with_same_time_told(text, situation)
    told = with_days_told(text, situation)
    value = (
        read_choice_otherwise(text, question, situation)
        or read_sooner(text, question, situation)
        or read_wish(
            "other times" if refuses_number(text) else _as_hour(told, question),
            before=before if isinstance(before, dict) else None,
            now=situation.now,
            timezone=situation.timezone,
        )
    )
    if value is None and puts_off(text):
        return till_they_know(situation)
    return Answer(commands=(_set(question, value, text),)) if value is not None else None


def _as_hour(text: str, question: OpenQuestion) -> str:
    """ "11", where fewer times are on offer, is an hour of the day."""
    numbers = read_numbers(text)
    is_hour = len(numbers) == 1 and len(question.choices) < numbers[0] <= _LAST_BARE_HOUR
    return f"at {numbers[0]}" if is_hour else text


def _postcode(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    return _found(question, read_postcode(text))


def _phone(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    if question.may_skip and (read_yes_no(text) == (False, ()) or declines_to_be_rung(text)):
        return Answer(commands=(SkipQuestion(),))
    return _found(question, read_phone(text))


def _day(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    value = read_day(text, now=situation.now, timezone=situation.timezone)
    return Answer(commands=(_set(question, value, text),)) if value is not None else None


def _clock(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    value = read_clock(text, now=situation.now, timezone=situation.timezone)
    return Answer(commands=(_set(question, value, text),)) if value is not None else None


def _found(question: OpenQuestion, found: tuple[str, int, int] | None) -> Answer | None:
    if found is None:
        return None
    value, start, end = found
    return Answer(commands=(SetSlot(name=question.slot, value=value, span=Span(start, end)),))


def _text(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    return Answer(commands=(_set(question, text.strip()[:_LONGEST_FREE_TEXT], text),))


def _set(question: OpenQuestion, value: Any, text: str | None = None) -> SetSlot:
    span = _whole(text) if text is not None else None
    return SetSlot(name=question.slot, value=value, span=span)


def _whole(text: str) -> Span:
    return Span(0, len(text))


def _after_first_word(text: str) -> str:
    return text.strip().partition(" ")[2]


_READERS: Final[dict[str, Callable[[str, OpenQuestion, Situation], Answer | None]]] = {
    "yes_no": _yes_no,
    "number": _number,
    "when": _when,
    "date_of_birth": read_when_born,
    "person_name": read_who_they_are,
    "name_and_birth_date": read_who_they_are,
    "postcode": _postcode,
    "date": _day,
    "time": _clock,
    "phone": _phone,
    "text": _text,
}
