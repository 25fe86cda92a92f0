"""The answer to the open question, read by its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from bot.commands import Command, CorrectSlots, OpenQuestion, SetSlot, SkipQuestion, Span, StartFlow
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.answer_to_offer import read_answer_to_offer
from bot.understanding.answers.birth_date import (
    read_birth_date,
    says_unknown,
    unclear_date,
    without_refused,
    without_unknown,
)
from bot.understanding.answers.choice import read_choice
from bot.understanding.answers.choice_otherwise import read_choice_otherwise
from bot.understanding.answers.day_or_clock import read_clock, read_day
from bot.understanding.answers.days_by_name import with_days_told
from bot.understanding.answers.denied_need import (
    denied_needs,
    means_only_some,
    says_not_only,
)
from bot.understanding.answers.name_beside_date import read_name_beside
from bot.understanding.answers.number import read_number, read_numbers
from bot.understanding.answers.number_after_all import refuses_number
from bot.understanding.answers.person_name import read_person_name
from bot.understanding.answers.phone import read_phone
from bot.understanding.answers.postcode import read_postcode
from bot.understanding.answers.putting_off import puts_off
from bot.understanding.answers.safe_to_text import read_safe_to_text
from bot.understanding.answers.sure_name import is_sure_name
from bot.understanding.answers.threats import without_threats
from bot.understanding.answers.volunteered_time import volunteered_time
from bot.understanding.answers.whole_name import as_said
from bot.understanding.answers.wish_for_time import read_named_time, read_wish
from bot.understanding.answers.written_name import read_written_name
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.normalise import normalise
from bot.understanding.rule_detector import detect
from bot.understanding.situation import Situation
from bot.understanding.vocabulary import Vocabulary

_LONGEST_FREE_TEXT: Final = 2000
_LAST_BARE_HOUR: Final = 12
_MOST_WORDS_OF_A_SURE_NAME: Final = 3


def read_answer(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """What the message answers, by the first reading that fits; None if it is no answer."""
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
    if said is None:
        return None
    value, rest = said
    commands: tuple[Command, ...] = (_set(question, value),)
    if not value and rest:
        commands += _corrected_time(text, situation)
    return Answer(commands=commands, is_whole=not rest)


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
    told = with_days_told(without_threats(text), situation)
    value = read_choice_otherwise(text, question, situation) or read_wish(
        "other times" if refuses_number(text) else _as_hour(told, question),
        before=before if isinstance(before, dict) else None,
        now=situation.now,
        timezone=situation.timezone,
    )
    if value is None and puts_off(text):
        return Answer(commands=(StartFlow(flow=situation.vocabulary.no_rush_flow),))
    return Answer(commands=(_set(question, value, text),)) if value is not None else None


def _as_hour(text: str, question: OpenQuestion) -> str:
    """ "11", where fewer times are on offer, is an hour of the day."""
    numbers = read_numbers(text)
    is_hour = len(numbers) == 1 and len(question.choices) < numbers[0] <= _LAST_BARE_HOUR
    return f"at {numbers[0]}" if is_hour else text


def _birth_date(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    found = read_birth_date(text, situation.today)
    if found is None and question.may_skip and (says_unknown(text) or _only_denies(text)):
        return Answer(commands=(SkipQuestion(),))
    if found is None:
        unclear = unclear_date(text)
        if unclear is None:
            return _name_instead(text, situation)
        return Answer(commands=(_set(question, text[unclear[0] : unclear[1]], text),))
    born, start, end = found
    commands: tuple[Command, ...] = (
        SetSlot(name=question.slot, value=born.isoformat(), span=Span(start, end)),
    )
    name_slot = situation.vocabulary.name_slot
    name = read_name_beside(text[:start], text[end:])
    if name is not None and not situation.slots.get(name_slot):
        commands = (SetSlot(name=name_slot, value=name), *commands)
    rest = text[:start] + text[end:]
    sure = read_person_name(text[:start] + " " + text[end:])
    return Answer(commands=commands, is_whole=not normalise(rest).words or _is_short(sure))


def _name_instead(text: str, situation: Situation) -> Answer | None:
    """The name, to the question of the birth date, where only that came before."""
    slot = situation.vocabulary.name_slot
    name = None if situation.slots.get(slot) else read_person_name(text)
    return Answer(commands=(SetSlot(name=slot, value=name),)) if name is not None else None


def _person_name(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    found = read_birth_date(text, situation.today)
    slot = situation.vocabulary.birth_date_slot
    if found is None and question.may_skip and _only_denies(text):
        return Answer(commands=(SkipQuestion(),))
    if found is None:
        wish = volunteered_time(text, now=situation.now, timezone=situation.timezone)
        return _name_alone(wish[1] if wish else text, question, situation.vocabulary)
    before, after = text[: found[1]], text[found[2] :]
    span = Span(found[1], found[2])
    commands: tuple[Command, ...] = (SetSlot(name=slot, value=found[0].isoformat(), span=span),)
    name = read_name_beside(before, after)
    if name is not None:
        commands = (_set(question, name, text), *commands)
    is_whole = _is_short(read_person_name(f"{before} {after}"))
    return Answer(commands=commands, is_whole=is_whole)


def _only_denies(text: str) -> bool:
    """A bare "no", to being asked who somebody is, says that they would rather not tell."""
    return read_yes_no(text) == (False, ())


def _name_alone(text: str, question: OpenQuestion, words: Vocabulary) -> Answer | None:
    """A name, beside which there may be a date that cannot be one of birth: "Jean 31/2/61".

    Or that there will be none: "Davie, not giving my date of birth", who is then not asked for it.
    """
    unclear = unclear_date(text)
    if unclear is None:
        told = without_refused(text)
        as_spoken = without_unknown(as_said(told, beside_date=False))
        name = read_person_name(as_spoken) or read_written_name(told)
        if name is None or (" " not in name and detect(name).needs):
            return None  # "repairs" tells a need
        refusal = (SetSlot(name=words.no_birth_date_slot, value=True),) if told != text else ()
        return Answer(commands=(_set(question, name, text), *refusal), is_whole=is_sure_name(text))
    span = Span(*unclear)
    date = SetSlot(name=words.birth_date_slot, value=text[span.start : span.end], span=span)
    name = read_name_beside(text[: span.start], "")
    return Answer(commands=(date,) if name is None else (_set(question, name, text), date))


def _is_short(name: str | None) -> bool:
    """Beside a birth date so few words are a name; more could hold something else."""
    return name is not None and len(name.split()) <= _MOST_WORDS_OF_A_SURE_NAME


def _postcode(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    return _found(question, read_postcode(text))


def _phone(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
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
    "date_of_birth": _birth_date,
    "person_name": _person_name,
    "name_and_birth_date": _person_name,
    "postcode": _postcode,
    "date": _day,
    "time": _clock,
    "phone": _phone,
    "text": _text,
}
