"""Somebody asks for a person: always possible, whatever was being asked."""

from __future__ import annotations

from typing import Final

from actions.intake.no_phone import NO_PHONE, accept_calls
from bot.commands import HumanHandoff, SetSlot, Span
from bot.exchange.engine import Engine
from bot.exchange.exchange import WELCOME, Exchange
from bot.exchange.order.conversing import BIRTH_DATE, NAME, keep_person
from bot.exchange.order.number_to_ring import gives_number
from bot.understanding import asks_for_a_call, clauses, parts_of, wants_person

_ANSWERS: Final = frozenset(["coming", "take", "better", "same", "worse", "call"])
"""Answers to what we ask out of the blue that are heard, though a person is asked for beside."""
_CALLS_A_PERSON: Final = frozenset(["worse", "call"])


async def ask_for_a_person(exchange: Exchange, engine: Engine) -> bool:
    """Hand over; not when a person has the conversation, or when an offered answer says it."""
    if exchange.conversation.automation == "paused":
        return False
    span = wants_person(exchange.text) or _beside_who_they_are(exchange, engine)
    if span is None or engine.is_just_the_answer(exchange) or gives_number(exchange):
        return False
    exchange.is_after_crisis = False
    if exchange.is_new:
        exchange.say(WELCOME)  # what answers until somebody comes, and how to stop it
    if asks_for_a_call(exchange.text[span.start : span.end]):
        await accept_calls(exchange.work, exchange.patient)
        exchange.slots[NO_PHONE] = False
    if await _answer_first(exchange, engine) in _CALLS_A_PERSON:
        return True
    await _keep_who_they_are(exchange, engine)
    await engine.run(exchange, (HumanHandoff(span=span),))
    return True


def _beside_who_they_are(exchange: Exchange, engine: Engine) -> Span | None:
    """ "Jean Smith 14/2/1961. Can I speak to someone?"."""
    if not engine.is_asked_who(exchange):
        return None
    asked = (wants_person(said) for said, _, _ in clauses(exchange.text))
    return next((span for span in asked if span is not None), None)


async def _keep_who_they_are(exchange: Exchange, engine: Engine) -> None:
    """Whoever gets in touch then knows whom they ask for."""
    if engine.is_asked_who(exchange):
        told = {c.name: c.value for c in engine.read(exchange).commands if isinstance(c, SetSlot)}
        await keep_person(exchange, told.get(NAME), told.get(BIRTH_DATE))


async def _answer_first(exchange: Exchange, engine: Engine) -> object:
    """ "Worse but call me on my landline" and "yes but can she ring my mobile" answer us as well;
    the answer that was heard, or None."""
    question, parts = exchange.state.question, parts_of(exchange.text)
    if question is None or parts is None or not engine.is_begun_by_us(question.flow):
        return None
    reading = engine.read(exchange, parts[0])
    said = [one.value for one in reading.commands if isinstance(one, SetSlot)]
    if not reading.is_pure_answer or len(said) != 1 or said[0] not in _ANSWERS:
        return None
    await engine.run(exchange, reading.commands)
    return said[0]
