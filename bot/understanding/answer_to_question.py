"""The answer to what is being asked, or what is put right of an earlier one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import regex

from bot.commands import CancelFlow, Command, OpenQuestion, StartFlow
from bot.understanding.answer_beside_need import read_answer_beside_need
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.any_question import read_answer
from bot.understanding.answers.back_to_before import read_back_to_before
from bot.understanding.answers.birth_date import read_birth_date
from bot.understanding.answers.button import choose
from bot.understanding.answers.calling_off import read_calling_off
from bot.understanding.answers.courtesies import without_courtesies
from bot.understanding.answers.freed_time_answers import read_freed_time
from bot.understanding.answers.how_things_are import read_how_things_are
from bot.understanding.answers.kept_after_all import read_kept_after_all
from bot.understanding.answers.missed_answers import read_missed
from bot.understanding.answers.number_to_ring import without_number_to_ring
from bot.understanding.answers.other_offered_time import read_other_offered_time
from bot.understanding.answers.phone import read_phone
from bot.understanding.answers.putting_off import read_putting_off
from bot.understanding.answers.reminder_answers import read_reminder
from bot.understanding.answers.second_thought import may_take_back, without_taking_back
from bot.understanding.answers.time_instead import chooses
from bot.understanding.asked_beside_time import read_time_and_question
from bot.understanding.asked_of_us import asked_beside_a_need, asked_of_us, asked_outright
from bot.understanding.asking_back import asks_back
from bot.understanding.at_home_instead import read_at_home_instead
from bot.understanding.clauses import clauses
from bot.understanding.contact_wishes import wants_text_instead, without_refused_calls
from bot.understanding.correction_beside_answer import read_correction_beside_answer
from bot.understanding.corrections import read_likely_correction, read_plain_correction
from bot.understanding.digressions import read_digression
from bot.understanding.introductions import ASKS_A_DATE, read_young_age
from bot.understanding.last_answer_put_right import read_last_answer_put_right
from bot.understanding.normalise import normalise
from bot.understanding.other_details import read_other_details
from bot.understanding.requests import read_request
from bot.understanding.said_besides import (
    parts_of,
    passing,
    question_at_the_end,
    with_what_is_asked,
    with_what_is_besides,
)
from bot.understanding.seen_sooner import (
    offered_sooner,
    tells_of_coming_home,
    told_time,
    wants_to_be_seen_again,
    wants_to_be_seen_sooner,
)
from bot.understanding.situation import Situation
from bot.understanding.time_and_more import read_time_and_more
from bot.understanding.told_late import read_details_told_late
from bot.understanding.told_nothing import told_nothing
from bot.understanding.unsafe_phone import begins_unsafe

_NUMBER_AND_MORE: Final = regex.compile(
    r"^\s*(?P<number>[1-9])(?:\s*[.,;:)!]\s*(?=\p{L})|\s+-\s+|\s+(?=(?:my|ma|i|im|ive|the|he|she|hes|shes|"
    r"we|can|could|but|and|please|pls|after|efter|before|afore|only|just|text|by|no|not|dont|dinnae|need|"
    r"want|would|if|when|any|anything|cos|because|thanks)\b))",
    regex.IGNORECASE,
)
""" "3 my daughter died", "4 after 5pm"; "3 weeks of this" is no choice."""


def read_answer_or_correction(text: str, situation: Situation) -> Answer | None:
    """An outright correction or request goes before any answer, except into whole-text slots."""
    question = situation.question
    if both := read_correction_beside_answer(text, situation):
        return both
    if correction := _put_right(text, situation):
        return Answer(commands=correction)
    if question is None:
        return None
    if takes_any_text(question):
        return _any_text(text, question, situation)
    if instead := _instead_of_an_answer(text, question, situation):
        return Answer(commands=instead)
    if question.slot == situation.vocabulary.time_slot and read_phone(text) is not None:
        return _with_number_to_ring(text, question, situation)
    if question.slot == situation.vocabulary.time_slot and (
        both := read_time_and_more(text, question, situation, _read_short_answer)
        or read_time_and_question(text, question, situation)
    ):
        return both
    answer = _read_short_answer(without_taking_back(text), question, situation)
    is_safe_asked = question.slot == situation.vocabulary.safe_slot
    if not is_safe_asked and question.kind != "phone" and begins_unsafe(text):
        return None  # "not safe to drive" is no No
    if meant := _as_meant(text, question, answer, situation):
        return meant
    beside = read_answer_beside_need(text, question, situation)
    is_time = question.slot == situation.vocabulary.time_slot
    return beside if beside is None or is_time else with_what_is_asked(text, beside, situation)


def takes_any_text(question: OpenQuestion | None) -> bool:
    """Whether whatever is said is the answer."""
    return question is not None and (question.whole_text or question.kind == "text")


def _put_right(text: str, situation: Situation) -> tuple[Command, ...]:
    is_asked_nothing = situation.question is None
    return (
        read_young_age(text, situation)
        or read_other_offered_time(text, situation)
        or read_back_to_before(text, situation)
        or read_kept_after_all(text, situation)
        or (read_other_details(text, situation) if is_asked_nothing else ())
        or read_last_answer_put_right(text, situation)
        or read_plain_correction(text, situation)
        or read_details_told_late(text, situation)
        or read_other_details(text, situation)
    )


def _any_text(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    request = (
        read_request(text, situation)
        or told_nothing(text, question, situation)
        or asked_outright(text, situation, but=situation.vocabulary.needs_flow)
        or asked_of_us(text, situation)
    )
    if request:
        return Answer(commands=request)
    answer, asked = read_answer(text, question, situation), asked_beside_a_need(text, situation)
    return Answer(commands=(*asked, *answer.commands)) if answer and asked else answer


def _instead_of_an_answer(
    text: str, question: OpenQuestion, situation: Situation
) -> tuple[Command, ...]:
    if question.slot == situation.vocabulary.time_slot and situation.slots.get("has_appointment"):
        called_off = _called_off_while_moving(text, situation)
        if called_off:
            return called_off
    taken_back = read_likely_correction(text, situation) if may_take_back(text) else ()
    if taken_back or question.slot != situation.vocabulary.needs_right_slot:
        return taken_back
    # "No thanks, changed my mind", to what we understood, denies no need: it wants no more.
    request = read_request(text, situation)
    return request if any(isinstance(one, CancelFlow) for one in request) else ()


def _called_off_while_moving(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "None of these, just cancel it": no other time, and the one they have is asked about."""
    flow = situation.vocabulary.cancel_appointment_flow
    last = [said for said, _, _ in clauses(text)][1:][-1:]
    found = [each for said in last for each in read_request(said, situation)]
    return tuple(each for each in found if isinstance(each, StartFlow) and each.flow == flow)


def _as_meant(
    text: str, question: OpenQuestion, answer: Answer | None, situation: Situation
) -> Answer | None:
    """What some questions are answered with beside what is on offer, and what only looks like an
    answer."""
    words = situation.vocabulary
    readers = {
        words.reminder_slot: read_reminder,
        words.freed_slot: read_freed_time,
        words.calling_off_slot: read_calling_off,
        words.missed_slot: read_missed,
    }
    if question.slot == words.reminder_slot and (
        other := read_at_home_instead(text, situation) or _not_by_phone(text, question, situation)
    ):
        return other
    if question.slot in readers:
        found = readers[question.slot](text, answer, situation)
        return found if found is not None else read_putting_off(text, question, situation)
    if question.slot == words.feeling_slot:
        return _how_things_are(text, question, answer, situation)
    if answer is not None and question.kind in ASKS_A_DATE:
        return _with_what_is_asked(text, answer, situation)
    if answer is not None and question.slot == words.time_slot:
        asked = () if answer.is_whole else _asked_of_a_chat(text, situation)
        return Answer(commands=asked) if asked else with_what_is_besides(text, answer, situation)
    is_safe_asked = question.slot == words.safe_slot
    is_asked = question.takes_own_words and asks_back(text)  # "will" is one slip from "bill"
    may_ask = question.kind == "yes_no" or is_safe_asked or is_asked
    if answer is None or answer.is_whole:
        return answer
    # "Please don't phone me" is no No, which would forget what was told; "is this private" does
    # not say that this phone is safe.
    but = words.not_safe_flow if is_safe_asked else ""
    if asked := asked_outright(text, situation, but=but) if may_ask else ():
        return Answer(commands=asked)
    return answer if is_safe_asked else with_what_is_asked(text, answer, situation)


def _not_by_phone(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "3 and dont phone me", to a reminder: the wish is kept in passing; a yes is read whole."""
    rest = without_refused_calls(text)
    if rest == text or not rest.strip():
        return None
    found = read_reminder(rest, _read_short_answer(rest, question, situation), situation)
    is_yes = found is not None and chooses(found, question, (situation.vocabulary.coming,))
    return None if is_yes else found


def _with_what_is_asked(text: str, answer: Answer, situation: Situation) -> Answer:
    """ "Jean Smith 14/2/1961, is this free?" and "… please don't phone" ask more than was asked."""
    born = read_birth_date(text, situation.today)
    if answer.is_whole or born is None:
        return answer
    parted = f"{text[: born[1]]}, {text[born[2] :]}"
    asked = (
        asked_outright(said, situation, but=situation.vocabulary.needs_flow)
        for said, _, _ in clauses(parted)
    )
    first = next((each for each in asked if each), ())
    return replace(answer, commands=(*answer.commands, *first))


def _how_things_are(
    text: str, question: OpenQuestion, answer: Answer | None, situation: Situation
) -> Answer | None:
    """Beside a wish not to be phoned, which is kept as well: "3 but dont phone me"."""
    rest = without_refused_calls(text)
    if not rest.strip():
        rest = text
    if rest != text:
        answer = _read_short_answer(rest, question, situation)
    if answer is None and (head := _NUMBER_AND_MORE.match(rest)):
        answer = _read_short_answer(head["number"], question, situation)
        answer = replace(answer, is_whole=False) if answer is not None else None
    found = read_how_things_are(rest, question, answer)
    if found is None and wants_to_be_seen_sooner(rest):
        return Answer(commands=offered_sooner(rest, situation, waits=False))
    if found is None or _is_only_told_by_text(text, found, question):
        return found
    if not (asked := _asked_beside(rest, situation)):
        return found
    return replace(found, commands=(*found.commands, *asked), is_whole=False)


def _is_only_told_by_text(text: str, found: Answer, question: OpenQuestion) -> bool:
    """ "4 but no calls" asks for nothing besides."""
    call = question.choice_with("call")
    is_call = call is not None and found.commands == choose(call, question)
    return is_call and wants_text_instead(text)


def _asked_beside(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Better, can I book another chat" asks for that as well, once it is answered."""
    if read_phone(text) is not None:
        return passing(situation.vocabulary.told_besides_flow, situation)
    is_told = bool(situation.detected.needs) or situation.detected.risk != "none"
    if not is_told and wants_to_be_seen_again(text):
        return offered_sooner(text, situation)
    if tells_of_coming_home(text):
        return passing(situation.vocabulary.told_besides_flow, situation)
    parts = parts_of(text)
    if parts is None or is_told:
        return ()
    found = read_digression(parts[1], situation.vocabulary)
    asked = tuple([replace(each, waits=True) for each in found if isinstance(each, StartFlow)])
    if [each.flow for each in asked] == [situation.vocabulary.move_flow]:
        return (*told_time(parts[1], situation), *asked)
    is_asked = bool(question_at_the_end(text)) and not asked
    return passing(situation.vocabulary.told_besides_flow, situation) if is_asked else asked


def _with_number_to_ring(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "1 but phone my landline 0141 496 0123": the first, and a person reads the number."""
    rest, flow = without_number_to_ring(text), situation.vocabulary.told_besides_flow
    answer = _read_short_answer(rest, question, situation) if rest else None
    told = (StartFlow(flow=flow, waits=True),) if flow in situation.vocabulary.flows else ()
    return Answer(commands=(*answer.commands, *told)) if answer else None


def _asked_of_a_chat(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "Will she phone me or do I phone" is a question, though "by phone" is on offer."""
    words = situation.vocabulary
    told = words.say_only | {words.appointment_when_flow}
    flows = {flow: name for flow, name in words.flows.items() if flow in told}
    answering = replace(situation, vocabulary=replace(words, flows=flows))
    return asked_outright(text, answering, but="")


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
