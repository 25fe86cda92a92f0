"""Who somebody is, asked for: a name, a date of birth, or both, in whatever order."""

from __future__ import annotations

from typing import Final

from bot.commands import Command, OpenQuestion, SetSlot, SkipQuestion, Span
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.birth_date import (
    read_birth_date,
    says_unknown,
    unclear_date,
    without_refused,
    without_unknown,
)
from bot.understanding.answers.name_beside_date import read_name_beside
from bot.understanding.answers.person_name import read_person_name
from bot.understanding.answers.sure_name import is_sure_name
from bot.understanding.answers.volunteered_time import volunteered_time
from bot.understanding.answers.whole_name import as_said
from bot.understanding.answers.written_name import read_written_name
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.normalise import normalise
from bot.understanding.rule_detector import detect
from bot.understanding.situation import Situation
from bot.understanding.vocabulary import Vocabulary

_MOST_WORDS_OF_A_SURE_NAME: Final = 3


def read_when_born(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """The date of birth, and a name that comes with it or instead."""
    found = read_birth_date(text, situation.today)
    if found is None and question.may_skip and (says_unknown(text) or _only_denies(text)):
        return Answer(commands=(SkipQuestion(),))
    if found is None and _only_nods(text):
        return Answer(commands=(SetSlot(name=question.slot, value=None),))
    if found is None:
        unclear = unclear_date(text)
        if unclear is None:
            return _name_instead(text, situation)
        return Answer(
            commands=(SetSlot(name=question.slot, value=text[slice(*unclear)], span=_all(text)),)
        )
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
    """The name, to the question of the birth date: where that came first, or the whole of it
    after a first name."""
    slot = situation.vocabulary.name_slot
    name, known = read_person_name(text), str(situation.slots.get(slot) or "")
    is_more = name is not None and name.split()[:-1][: len(known.split())] == known.split()
    return Answer(commands=(SetSlot(name=slot, value=name),)) if name and is_more else None


def read_who_they_are(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """The name, the date of birth or both."""
    found = read_birth_date(text, situation.today)
    slot = situation.vocabulary.birth_date_slot
    if found is None and question.may_skip and _only_denies(text):
        return Answer(commands=(SkipQuestion(),))
    if found is None and _only_nods(text):
        return Answer(commands=(SetSlot(name=question.slot, value=None),))
    if found is None:
        wish = volunteered_time(text, now=situation.now, timezone=situation.timezone)
        return _name_alone(wish[1] if wish else text, question, situation.vocabulary)
    before, after = text[: found[1]], text[found[2] :]
    span = Span(found[1], found[2])
    commands: tuple[Command, ...] = (SetSlot(name=slot, value=found[0].isoformat(), span=span),)
    name = read_name_beside(before, after)
    if name is not None:
        commands = (_name(question, name, text), *commands)
    is_whole = _is_short(read_person_name(f"{before} {after}"))
    return Answer(commands=commands, is_whole=is_whole)


def _only_denies(text: str) -> bool:
    """A bare "no", to being asked who somebody is, says that they would rather not tell."""
    return read_yes_no(text) == (False, ())


def _only_nods(text: str) -> bool:
    """ "Yes" or "ok", to being asked who somebody is, has read us and tells nothing: it is asked
    once more in other words, and is no text that nobody understood."""
    return read_yes_no(text) == (True, ())


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
        return Answer(commands=(_name(question, name, text), *refusal), is_whole=is_sure_name(text))
    span = Span(*unclear)
    date = SetSlot(name=words.birth_date_slot, value=text[span.start : span.end], span=span)
    name = read_name_beside(text[: span.start], "")
    return Answer(commands=(date,) if name is None else (_name(question, name, text), date))


def _is_short(name: str | None) -> bool:
    """Beside a birth date so few words are a name; more could hold something else."""
    return name is not None and len(name.split()) <= _MOST_WORDS_OF_A_SURE_NAME


def _name(question: OpenQuestion, name: str, text: str) -> SetSlot:
    return SetSlot(name=question.slot, value=name, span=_all(text))


def _all(text: str) -> Span:
    return Span(0, len(text))
