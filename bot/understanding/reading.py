"""Reads one message into commands: the answer to the open question, and whatever else is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import regex

from bot.commands import (
    CancelFlow,
    CannotHandle,
    Command,
    KnowledgeAnswer,
    OpenQuestion,
    SetSlot,
    SkipQuestion,
    Span,
    StartFlow,
)
from bot.understanding.answers.another_time import another_time
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.any_question import read_answer
from bot.understanding.answers.button import read_button
from bot.understanding.answers.calling_off import read_calling_off
from bot.understanding.answers.courtesies import without_courtesies
from bot.understanding.answers.freed_time_answers import read_freed_time
from bot.understanding.answers.how_things_are import read_how_things_are
from bot.understanding.answers.missed_answers import read_missed
from bot.understanding.answers.number import read_numbers
from bot.understanding.answers.number_to_ring import without_number_to_ring
from bot.understanding.answers.other_offered_time import read_other_offered_time
from bot.understanding.answers.phone import read_phone
from bot.understanding.answers.reminder_answers import read_reminder
from bot.understanding.answers.second_thought import may_take_back, without_taking_back
from bot.understanding.answers.volunteered_time import volunteered_time
from bot.understanding.asked_of_us import LONGEST_QUESTION, asked_of_us, asked_outright
from bot.understanding.asking_back import asks_back
from bot.understanding.contact_wishes import wants_interpreter
from bot.understanding.corrections import read_likely_correction, read_plain_correction
from bot.understanding.detection import Detection
from bot.understanding.digressions import read_digression
from bot.understanding.introductions import (
    read_introduction,
    read_other_details,
    read_young_age,
)
from bot.understanding.moving_what_is_booked import (
    another_time_for_what_is_booked,
    another_way_for_what_is_booked,
)
from bot.understanding.needs_besides import left_unsaid, with_needs
from bot.understanding.normalise import normalise
from bot.understanding.requests import read_request, read_small_talk
from bot.understanding.rule_detector import detect
from bot.understanding.said_besides import with_what_is_besides
from bot.understanding.situation import Situation
from bot.understanding.told_late import read_details_told_late
from bot.understanding.unsafe_phone import begins_unsafe, mentions_unsafe
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.word_list import answer_words

_TYPED_PAYLOAD: Final = regex.compile(r"^\s*/\w+\s*[({]")
"""What a button sends; typed by a person it is words like any others, and answers nothing."""

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
) -> Reading:
    """Commands for one message; at least one, CannotHandle where nothing is understood.

    `now` is aware. `payload` is that of a pressed button, `detected` what a detector has already
    found in the text (else the rules look).
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
    )
    return _read_text(text, situation)


def _read_text(text: str, situation: Situation) -> Reading:
    if not normalise(text).words:
        return Reading(commands=_of_no_words(text, situation))
    if _TYPED_PAYLOAD.match(text) and not _takes_any_text(situation.question):
        return Reading(commands=(CannotHandle(),))
    answer = _answer(text, situation)
    if answer is not None and answer.is_whole:
        return _of_answer(answer)
    told = (*read_introduction(text, situation), *_volunteered_time(text, situation))
    commands = answer.commands if answer is not None else _without_answer(text, situation)
    commands = (*told, *commands)
    return Reading(
        commands=with_needs(commands, situation), without_words=left_unsaid(commands, situation)
    )


def _volunteered_time(text: str, situation: Situation) -> tuple[Command, ...]:
    """A time that suits, told beside a need or a name, is kept until times are offered."""
    slots, words = situation.slots, situation.vocabulary
    if situation.is_time_asked or slots.get("has_appointment"):
        return ()
    found = volunteered_time(text, now=situation.now, timezone=situation.timezone)
    return (SetSlot(name=words.time_asked_slot, value=found[0]),) if found is not None else ()


def _takes_any_text(question: OpenQuestion | None) -> bool:
    return question is not None and (question.whole_text or question.kind == "text")


def _of_no_words(text: str, situation: Situation) -> tuple[Command, ...]:
    return read_request(text, situation) or (CannotHandle(reason="no_words"),)


def _answer(text: str, situation: Situation) -> Answer | None:
    """An outright correction or request goes before any answer, except into whole-text slots."""
    question = situation.question
    correction = (
        read_young_age(text, situation)
        or read_other_offered_time(text, situation)
        or (read_other_details(text, situation) if question is None else ())
        or read_plain_correction(text, situation)
        or read_details_told_late(text, situation)
        or read_other_details(text, situation)
    )
    if correction:
        return Answer(commands=correction)
    if question is None:
        return None
    words = situation.vocabulary
    if _takes_any_text(question):
        request = (
            read_request(text, situation)
            or asked_outright(text, situation, but=words.needs_flow)
            or asked_of_us(text, situation)
        )
        if request:
            return Answer(commands=request)
        return read_answer(text, question, situation)
    taken_back = read_likely_correction(text, situation) if may_take_back(text) else ()
    if taken_back:
        return Answer(commands=taken_back)
    if question.slot == words.time_slot and read_phone(text) is not None:
        return _with_number_to_ring(text, question, situation)
    if question.slot == words.needs_right_slot and (given_up := _gives_up(text, situation)):
        return Answer(commands=given_up)
    answer = _read_short_answer(without_taking_back(text), question, situation)
    if question.slot != words.safe_slot and question.kind != "phone" and begins_unsafe(text):
        return None  # "not safe to drive" is no No
    if question.slot == words.reminder_slot:
        return read_reminder(text, answer, situation)
    if question.slot == words.freed_slot:
        return read_freed_time(text, answer, situation)
    if question.slot == words.calling_off_slot:
        return read_calling_off(text, answer, situation)
    if question.slot == words.missed_slot:
        return read_missed(text, answer, situation)
    if question.slot == words.feeling_slot:
        return read_how_things_are(text, question, answer)
    if answer is not None and question.slot == words.time_slot:
        asked = () if answer.is_whole else _asked_of_a_chat(text, situation)
        return Answer(commands=asked) if asked else with_what_is_besides(text, answer, situation)
    is_safe_asked = question.slot == words.safe_slot
    is_asked = question.takes_own_words and asks_back(text)  # "will" is one slip from "bill"
    may_ask = question.kind == "yes_no" or is_safe_asked or is_asked
    if answer is None or answer.is_whole or not may_ask:
        return answer
    # "Please don't phone me" is no No, which would forget what was told; "is this private" does
    # not say that this phone is safe.
    asked = asked_outright(text, situation, but=words.not_safe_flow if is_safe_asked else "")
    return Answer(commands=asked) if asked else answer


def _with_number_to_ring(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "1 but phone my landline 0141 496 0123": the first, and a person reads the number."""
    rest, flow = without_number_to_ring(text), situation.vocabulary.told_besides_flow
    answer = _read_short_answer(rest, question, situation) if rest else None
    told = (StartFlow(flow=flow, waits=True),) if flow in situation.vocabulary.flows else ()
    return Answer(commands=(*(answer.commands if answer else ()), *told)) if answer else None


def _asked_of_a_chat(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Will she phone me or do I phone" is a question, though "by phone" is on offer."""
    words = situation.vocabulary
    told = words.say_only | {words.appointment_when_flow}
    flows = {flow: name for flow, name in words.flows.items() if flow in told}
    answering = replace(situation, vocabulary=replace(words, flows=flows))
    return asked_outright(text, answering, but="")


def _gives_up(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "No thanks, changed my mind", to what we understood, denies no need: it wants no more."""
    request = read_request(text, situation)
    return request if any(isinstance(one, CancelFlow) for one in request) else ()


def _read_short_answer(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """The answer, also where greetings and thanks around it hide it: "Hiya, 1. Many thanks, Jean".

    Looked for last, since "thanks" may be part of one: "no thanks".
    """
    answer = read_answer(text, question, situation)
    if answer is not None:
        return answer
    bare = without_courtesies(text)
    is_more = bare != text and bool(normalise(bare).words)
    return read_answer(bare, question, situation) if is_more else None


def _without_answer(text: str, situation: Situation) -> tuple[Command, ...]:
    found = (
        read_likely_correction(text, situation)
        or read_request(text, situation)
        or _interpreter(text, situation)
        or another_time_for_what_is_booked(text, situation)
        or read_digression(text, situation.vocabulary)
        or another_way_for_what_is_booked(text, situation)
    )
    small_talk = () if situation.detected.needs else read_small_talk(text, situation)
    if found and not (small_talk and _only_greets(found, situation)):
        return found
    if other := another_time(text, situation):
        return other.commands
    return small_talk or _in_own_words(text, situation)


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
