"""Somebody asks for a person: always possible, whatever was being asked."""

from __future__ import annotations

from typing import Final

from actions.booking.time_choice import chosen
from actions.intake.no_phone import NO_PHONE, accept_calls
from bot.commands import HumanHandoff, OpenQuestion, SetSlot, Span
from bot.exchange.engine import Engine
from bot.exchange.exchange import WELCOME, Exchange
from bot.exchange.order.conversing import BIRTH_DATE, NAME, keep_person
from bot.exchange.order.number_to_ring import gives_number
from bot.understanding import (
    asks_for_a_call,
    asks_for_a_call_instead,
    clauses,
    only_asks_for_a_call,
    parts_of,
    wants_person,
    wants_to_be_seen_sooner,
)

_ANSWERS: Final = frozenset(
    ["coming", "not_needed", "take", "not_this", "better", "same", "worse", "call"]
)
"""Answers to what we ask out of the blue that are heard, though a person is asked for beside."""
_CALLS_A_PERSON: Final = frozenset(["worse", "call"])


async def ask_for_a_person(exchange: Exchange, engine: Engine) -> bool:
    """Hand over; not when a person has the conversation, or when an offered answer says it."""
    if exchange.conversation.automation == "paused":
        return False
    span = (
        wants_person(exchange.text)
        or _beside_who_they_are(exchange, engine)
        or _instead_of_a_move(exchange, engine)
    )
    if span is None or engine.is_just_the_answer(exchange) or gives_number(exchange):
        return False
    if _is_offered_sooner(exchange, engine):
        return False
    exchange.is_after_crisis = False
    if exchange.is_new:
        exchange.say(WELCOME)  # what answers until somebody comes, and how to stop it
    is_to_be_rung = asks_for_a_call(exchange.text[span.start : span.end])
    if is_to_be_rung:
        await accept_calls(exchange.work, exchange.patient, exchange.referral)
        exchange.slots[NO_PHONE] = False
    if await _answer_first(exchange, engine) in _CALLS_A_PERSON:
        return True
    if engine.is_asked_how_they_are(exchange) and is_to_be_rung:
        await _keep_wish_for_a_call(exchange, engine)
        return True
    await _keep_who_they_are(exchange, engine)
    await engine.run(exchange, (HumanHandoff(span=span),))
    return True


def _is_offered_sooner(exchange: Exchange, engine: Engine) -> bool:
    """ "Worse. can i speak to someone sooner", to being asked, is put before a person and
    offered times as well."""
    if not (engine.is_asked_how_they_are(exchange) and wants_to_be_seen_sooner(exchange.text)):
        return False
    said = engine.read(exchange).commands
    return any(isinstance(each, SetSlot) and each.value == "worse" for each in said)


async def _keep_wish_for_a_call(exchange: Exchange, engine: Engine) -> None:
    """ "Call me after 5", to being asked how they are, is that answer; a person reads the rest."""
    question = exchange.state.question
    if question is None:
        return
    await engine.run(exchange, (SetSlot(name=question.slot, value="call"),))
    if not only_asks_for_a_call(exchange.text):
        exchange.say("utter_kept_for_person")


def _beside_who_they_are(exchange: Exchange, engine: Engine) -> Span | None:
    """ "Jean Smith 14/2/1961. Can I speak to someone?"."""
    if not engine.is_asked_who(exchange):
        return None
    asked = (wants_person(said) for said, _, _ in clauses(exchange.text))
    return next((span for span in asked if span is not None), None)


def _instead_of_a_move(exchange: Exchange, engine: Engine) -> Span | None:
    """ "Yes but leave it, can she phone me", to other times than the one they have."""
    is_moving = engine.is_asked_for_a_time(exchange) and exchange.slots.get("has_appointment")
    return asks_for_a_call_instead(exchange.text) if is_moving else None


async def _keep_who_they_are(exchange: Exchange, engine: Engine) -> None:
    """Whoever gets in touch then knows whom they ask for."""
    if engine.is_asked_who(exchange):
        told = {c.name: c.value for c in engine.read(exchange).commands if isinstance(c, SetSlot)}
        await keep_person(exchange, told.get(NAME), told.get(BIRTH_DATE))


async def _answer_first(exchange: Exchange, engine: Engine) -> object:
    """ "Worse but call me on my landline", "yes but can she ring my mobile" and "2 and can you ring
    my landline" answer us as well; the answer that was heard, or None."""
    question, parts = exchange.state.question, parts_of(exchange.text)
    if question is None or parts is None:
        return None
    reading = engine.read(exchange, parts[0])
    said = [one.value for one in reading.commands if isinstance(one, SetSlot)]
    if not reading.is_pure_answer or len(said) != 1:
        return None
    if not _may_be_taken(question, said[0], engine):
        return None
    await engine.run(exchange, reading.commands)
    return said[0]


def _may_be_taken(question: OpenQuestion, value: object, engine: Engine) -> bool:
    """What we asked out of the blue, whether a visit is called off, and a time that is on offer."""
    if engine.is_begun_by_us(question.flow):
        return value in _ANSWERS
    if question.slot == engine.library.names.calling_off_slot:
        return isinstance(value, bool)
    is_time = question.slot == engine.library.names.time_slot
    return is_time and chosen(value) is not None
