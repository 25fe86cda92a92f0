"""Reads one message into commands: the answer to the open question, and whatever else is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import regex

from bot.commands import (
    CannotHandle,
    Command,
    KnowledgeAnswer,
    OpenQuestion,
    RepeatBotMessages,
    SetSlot,
    SkipQuestion,
    Span,
    StartFlow,
)
from bot.understanding.answer_to_question import read_answer_or_correction, takes_any_text
from bot.understanding.answers.another_time import another_time
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.button import read_button
from bot.understanding.answers.meeting_words import refuses_some_calls
from bot.understanding.answers.number import read_numbers
from bot.understanding.answers.time_asked_about import time_asked_about
from bot.understanding.answers.volunteered_time import usual_time, volunteered_time
from bot.understanding.answers.wish_for_time import read_named_time
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.asked_of_us import LONGEST_QUESTION
from bot.understanding.asking_back import asks_back
from bot.understanding.clauses import clauses
from bot.understanding.contact_wishes import (
    books_for_another,
    wants_interpreter,
    without_refused_calls,
)
from bot.understanding.corrections import read_likely_correction
from bot.understanding.detection import Detection
from bot.understanding.digressions import read_digression
from bot.understanding.introductions import (
    read_introduction,
)
from bot.understanding.moving_what_is_booked import (
    another_for_who_cannot_come,
    another_time_for_what_is_booked,
    another_way_for_what_is_booked,
)
from bot.understanding.needs_besides import with_needs, without_giving_way
from bot.understanding.normalise import normalise
from bot.understanding.requests import read_request
from bot.understanding.rule_detector import detect
from bot.understanding.situation import LastAnswer, Situation
from bot.understanding.small_talk import read_small_talk
from bot.understanding.start_alone import is_start_alone
from bot.understanding.unsafe_phone import mentions_unsafe
from bot.understanding.visit_beside_need import visit_beside_need
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.word_list import answer_words

_TYPED_PAYLOAD: Final = regex.compile(r"^\s*/\w+\s*[({]")
"""What a button sends; typed by a person it is words like any others, and answers nothing."""

_SAYS_NAME: Final = regex.compile(
    r"\b(?:(?:my|ma|the) name(?:['’]?s| is)?|i['’]?m|i am|am|this is|it['’]?s)\W*$",
    regex.IGNORECASE,
)
_ADDING: Final = answer_words("adding")
_BEFORE_ADDING: Final = answer_words("before_adding")

__all__ = ["Reading", "Vocabulary", "read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Commands in the order to obey; `is_pure_answer` where nothing but the answer is said.

    A pure answer (a digit, an offered label, a button, a name with a birth date) holds no need,
    risk or request. `without_words` are flows that were asked for too, whose words give way to help
    for today: what they do is done all the same.
    """

    commands: tuple[Command, ...]
    is_pure_answer: bool = False
    without_words: tuple[str, ...] = ()


def read(
    text: str,
    *,
    question: OpenQuestion | None,
    slots: Mapping[str, Any],
    vocabulary: Vocabulary,
    now: datetime,
    timezone: str = "Europe/London",
    language: str = "en",
    payload: str | None = None,
    detected: Detection | None = None,
    last: LastAnswer | None = None,
    own_name: str = "",
) -> Reading:
    """Commands for one message; at least one, CannotHandle where nothing is understood.

    `now` is aware. `payload` is that of a pressed button, `detected` what a detector has already
    found in the text (else the rules look), `last` the answer just before, where `question` has had
    no try yet, `own_name` what the writer is called.
    """
    if payload is not None:
        return _of_answer(read_button(payload, question))
    situation = Situation(
        question=question,
        slots=slots,
        vocabulary=vocabulary,
        now=now,
        timezone=timezone,
        language=language,
        detected=detected or detect(text),
        last=last,
        own_name=own_name,
    )
    return _read_text(text, situation)


def _read_text(text: str, situation: Situation) -> Reading:
    if not normalise(text).words:
        return Reading(commands=_of_no_words(text, situation))
    if _TYPED_PAYLOAD.match(text) and not takes_any_text(situation.question):
        return Reading(commands=(CannotHandle(),))
    answer = read_answer_or_correction(text, situation)
    if is_start_alone(text, answer, situation.question):
        return Reading(commands=(RepeatBotMessages(),))
    if answer is not None and answer.is_whole:
        return _of_answer(answer)
    introduced = read_introduction(text, situation)
    if answer is None and introduced:
        answer = read_answer_or_correction(_without(introduced, text), situation)
    is_answered = answer is not None
    told = (
        *introduced,
        *_volunteered_time(text, situation, is_answered=is_answered),
    )
    is_asked = situation.question is not None
    if (answer is None or is_asked) and (both := visit_beside_need(text, situation)):
        return Reading(commands=(*told, *both))
    commands = answer.commands if answer is not None else _without_answer(text, situation)
    commands, unsaid = without_giving_way((*told, *commands), situation)
    return Reading(commands=with_needs(commands, situation), without_words=unsaid)


def _without(told: tuple[Command, ...], text: str) -> str:
    """ "Yes its safe im", of "yes its safe im Jean Smith 4/5/1970"."""
    for each in told:
        if isinstance(each, SetSlot) and each.span is not None:
            start, end = each.span.start, each.span.end
            before = _SAYS_NAME.sub("", text[:start])
            text = before + " " * (end - len(before)) + text[end:]
    return text.rstrip()


def _volunteered_time(text: str, situation: Situation, *, is_answered: bool) -> tuple[Command, ...]:
    """A time that suits, told beside a need, a name or an answer, is kept until we offer times."""
    slots, words = situation.slots, situation.vocabulary
    if situation.is_time_asked or slots.get("has_appointment"):
        return ()
    now, timezone = situation.now, situation.timezone
    may_ask = bool(slots.get("still_telling"))
    found = volunteered_time(text, now=now, timezone=timezone, may_ask=may_ask)
    if found is not None:
        return (SetSlot(name=words.time_asked_slot, value=found[0]),)
    if not is_answered and situation.question is not None:
        about = time_asked_about(text, now=now, timezone=timezone)
        return (SetSlot(name=words.time_asked_slot, value=about),) if about is not None else ()
    beside = [said for said, _, _ in clauses(text)] if is_answered else []
    usual = (usual_time(said, now=now, timezone=timezone) for said in beside)
    value = next((each for each in usual if each is not None), None)
    return (SetSlot(name=words.time_asked_slot, value=value),) if value is not None else ()


def _of_no_words(text: str, situation: Situation) -> tuple[Command, ...]:
    return read_request(text, situation) or (CannotHandle(reason="no_words"),)


def _without_answer(text: str, situation: Situation) -> tuple[Command, ...]:
    found = (
        read_likely_correction(text, situation)
        or read_request(text, situation)
        or _interpreter(text, situation)
        or _for_another(text, situation)
        or another_time_for_what_is_booked(text, situation)
        or _digression(text, situation)
        or another_way_for_what_is_booked(text, situation)
        or another_for_who_cannot_come(text, situation)
    )
    if not found and (rest := _of_visit_beside_refusal(text, situation)):
        return rest
    small_talk = () if situation.detected.needs else read_small_talk(text, situation)
    if found and not (small_talk and _only_greets(found, situation)):
        return found
    if other := another_time(text, situation):
        return other.commands
    return small_talk or _in_own_words(text, situation) or _which_one(text, situation)


def _which_one(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Yes", to times on offer, is as good as an answer: only which of them is not said."""
    question = situation.question
    may_be_any = question is not None and len(question.choices) > 1
    is_agreed = read_yes_no(text) == (True, ()) and not situation.detected.needs
    return (CannotHandle(reason="which_one"),) if may_be_any and is_agreed else ()


def _of_visit_beside_refusal(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Move it to friday and dont phone me text me": the refusal is kept in passing."""
    rest = without_refused_calls(text)
    if situation.question is not None or rest == text or not rest.strip():
        return ()
    commands, words = _without_answer(rest, situation), situation.vocabulary
    begun = {each.flow for each in commands if isinstance(each, StartFlow)}
    return commands if begun & {words.move_flow, words.cancel_appointment_flow} else ()


def _digression(text: str, situation: Situation) -> tuple[Command, ...]:
    """Another flow that is asked for; where the last chat is called off, with the time told beside
    it: "can I book again for next week"."""
    words = situation.vocabulary
    found = read_digression(text, _asked_with(text, words))
    if situation.slots.get("first_time"):
        found = found[:1]  # the welcome and our question come with it
    is_move = any(isinstance(each, StartFlow) and each.flow == words.move_flow for each in found)
    when = (
        read_named_time(text, now=situation.now, timezone=situation.timezone)
        if is_move and situation.question is None and not situation.slots.get("has_appointment")
        else None
    )
    is_told = isinstance(when, dict) and bool(when["windows"])
    return (SetSlot(name=words.time_asked_slot, value=when), *found) if is_told else found


def _asked_with(text: str, words: Vocabulary) -> Vocabulary:
    """ "Please don't phone me before 10" refuses an hour, and no calls."""
    if not refuses_some_calls(text):
        return words
    flows = {flow: name for flow, name in words.flows.items() if flow != words.no_calls_flow}
    return replace(words, flows=flows)


def _interpreter(text: str, situation: Situation) -> tuple[Command, ...]:
    """Asked for out of the blue or beside another need, what help is for goes on after it."""
    flow, needs = situation.vocabulary.interpreter_flow, set(situation.detected.needs)
    if flow not in situation.vocabulary.flows or not wants_interpreter(text):
        return ()
    asked = (StartFlow(flow=flow, span=Span(0, len(text))),)
    if situation.question is not None:
        return asked
    is_all = situation.slots.get("has_appointment") and needs <= {"immigration"}
    return asked if is_all else (*asked, StartFlow(flow=situation.vocabulary.needs_flow))


def _for_another(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Can I book another one for my husband" moves nothing that is booked."""
    flow = situation.vocabulary.for_another_flow
    is_asked = flow in situation.vocabulary.flows and not situation.detected.needs
    return (StartFlow(flow=flow),) if is_asked and books_for_another(text) else ()


def _only_greets(commands: tuple[Command, ...], situation: Situation) -> bool:
    """ "Hello" begins a conversation; where something is being asked it is a greeting."""
    needs_flow = situation.vocabulary.needs_flow
    begun = [command.flow for command in commands if isinstance(command, StartFlow)]
    return situation.question is not None and begun == [needs_flow]


def _in_own_words(text: str, situation: Situation) -> tuple[Command, ...]:
    """Words that fit no choice answer a question that takes any.

    A question back does not, nor a number that is not on offer, nor a need added to what was said:
    "oh and my mum died".
    """
    question = situation.question
    if question is None or not question.takes_own_words or read_numbers(text):
        return ()
    if mentions_unsafe(text) and not situation.detected.needs:
        return ()
    if asks_back(text):
        is_ours = not situation.detected.needs and situation.detected.risk == "none"
        is_short = len(normalise(text).spoken()) <= LONGEST_QUESTION
        return (KnowledgeAnswer(span=Span(0, len(text))),) if is_ours and is_short else ()
    first = next((word for word in normalise(text).spoken() if word not in _BEFORE_ADDING), "")
    if situation.detected.needs and first in _ADDING:
        return ()
    return (SkipQuestion(span=Span(0, len(text))),)


def _of_answer(answer: Answer) -> Reading:
    return Reading(commands=answer.commands, is_pure_answer=answer.is_whole)
