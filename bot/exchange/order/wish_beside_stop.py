"""What is wanted beside the wish for no more texts: "cancel my appointment and stop texting me".

It is done where nothing more has to be asked, and left to a person where something has to be: both
wishes count, and neither is answered but by the one word that no more texts come.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from actions.booking.appointment_slots import NO_APPOINTMENT_SLOTS
from actions.casework.raise_in_inbox import raise_in_inbox
from actions.intake.no_phone import NO_PHONE, accept_calls
from actions.texts.freeze import DEATH_TOLD
from bot.commands import Command, HumanHandoff, SetSlot, StartFlow
from bot.delivery.attention import Why
from bot.exchange.engine import ANSWERING_A_REMINDER, Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.answer_beside import take_answer_quietly
from bot.flow_names import CANCEL_FLOW
from bot.understanding import asks_for_a_call, carrier_word

STOPPED_WITH: Final = "stopped_with"
"""The slot that says what was done beside it: "called_off", "booked", "person", or "death"
where it was told that the patient has died."""


def wishes_for_a_visit(exchange: Exchange, engine: Engine, part: str) -> bool:
    """Whether this part of a text calls off or moves what is booked, or is a bare "cancel"."""
    if not part or part == exchange.text or not exchange.slots.get("has_appointment"):
        return False
    begun = [one.flow for one in engine.read(exchange, part).commands if isinstance(one, StartFlow)]
    return carrier_word(part) == "stop" or not ANSWERING_A_REMINDER.isdisjoint(begun)


async def take_wish_quietly(
    exchange: Exchange, engine: Engine, part: str, *, is_seen: bool = False
) -> None:
    """Do what is wanted besides, or ask a person to; what would be said of it is not.

    A bare CANCEL may be of the texts or of the visit: nothing is called off for it. `is_seen`: a
    person reads it anyway.
    """
    if await take_answer_quietly(exchange, engine, part):
        return
    if not part or carrier_word(part) is not None or not _may_be_obeyed(exchange):
        return
    said = list(exchange.said)
    commands = engine.read(exchange, part).commands
    done = await _do(exchange, engine, commands)
    exchange.said = said
    if done is None and exchange.detection.risk == "none":
        return
    exchange.slots[STOPPED_WITH] = done or "person"
    exchange.slots |= {name: exchange.state.slots.get(name) for name in NO_APPOINTMENT_SLOTS}
    if exchange.slots[STOPPED_WITH] == "person" and not is_seen:
        await _leave_to_a_person(exchange, commands, part)


def _may_be_obeyed(exchange: Exchange) -> bool:
    """Not while a person has the conversation, nor after danger or a death was told."""
    is_left = exchange.is_after_crisis or bool(exchange.slots.get(DEATH_TOLD))
    return exchange.conversation.automation == "on" and not is_left


async def _do(exchange: Exchange, engine: Engine, commands: Sequence[Command]) -> str | None:
    names, had = engine.library.names, exchange.slots.get("appointment_at")
    if had and any(isinstance(one, StartFlow) and one.flow == CANCEL_FLOW for one in commands):
        await engine.run(exchange, (StartFlow(flow=CANCEL_FLOW),))
        await engine.run(exchange, (SetSlot(name=names.calling_off_slot, value=True),))
        return "called_off"
    answers = _answers_about_a_visit(exchange, engine, commands)
    if answers:
        await engine.run(exchange, answers)
        return _what_came_of(exchange, had)
    return "person" if any(_is_wish(exchange, engine, one) for one in commands) else None


def _answers_about_a_visit(
    exchange: Exchange, engine: Engine, commands: Sequence[Command]
) -> Sequence[Command]:
    """A time on offer, none of them, or yes or no to calling off: said while that is asked."""
    question, names = exchange.state.question, engine.library.names
    if question is None or engine.has_expired(exchange):
        return ()
    if question.slot not in (names.time_slot, names.calling_off_slot):
        return ()
    offered = [choice.slots.get(question.slot) for choice in question.choices]
    return [
        each
        for each in commands
        if isinstance(each, SetSlot) and each.name == question.slot and each.value in offered
    ]


def _what_came_of(exchange: Exchange, had: object) -> str | None:
    """`had`: when the visit was that they had before, if they had one."""
    has = exchange.state.slots.get("appointment_at")
    if has and has != had:
        return "booked"
    return "called_off" if had and not has else None


def _is_wish(exchange: Exchange, engine: Engine, command: Command) -> bool:
    """Whether somebody has to see to it; needs that are told stand on the referral already."""
    question, names = exchange.state.question, engine.library.names
    if isinstance(command, SetSlot):
        asked = question.slot if question is not None else None
        return command.name in (asked, names.time_asked_slot)
    if isinstance(command, StartFlow):
        return command.flow != engine.needs_flow
    return isinstance(command, HumanHandoff)


async def _leave_to_a_person(exchange: Exchange, commands: Sequence[Command], part: str) -> None:
    is_asked = any(isinstance(each, HumanHandoff) for each in commands)
    if is_asked and asks_for_a_call(part):
        await accept_calls(exchange.work, exchange.patient, exchange.referral)
        exchange.slots[NO_PHONE] = False
    why: Why = "handoff" if is_asked else "needs_a_person"
    raise_in_inbox(exchange.work, exchange.referral, why, patient=exchange.patient)
