"""Begin an exchange ourselves: a reminder, a check-in, a word about a moved appointment.

It lets the person's own flow be: while a question is open, a prompt either says its piece
without asking and puts the question again, or waits its turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from actions.queue_text import Owner
from actions.work import Work
from bot.commands import RepeatBotMessages, StartFlow
from bot.dialogue import put_away
from bot.exchange.exchange import Exchange
from bot.exchange.opening import exchange_with
from bot.exchange.run import Engine
from bot.exchange.saving import save
from storage.models.message import MessageKind

_ABOUT_AN_APPOINTMENT: Final = frozenset({"appointment", "appointment_change"})
"""Types of the owner of a text that speaks of one appointment, of perhaps several."""

Prompted: TypeAlias = Literal["said", "busy", "held", "gone"]
"""said: queued. busy: a question is open, try later. held: a person has the conversation, or
the patient must not be texted now. gone: there is no such live conversation."""


async def prompt(
    engine: Engine,
    work: Work,
    conversation_id: str,
    flow: str,
    slots: Mapping[str, Any],
    *,
    kind: MessageKind,
    owner: Owner | None = None,
    expires_at: datetime | None = None,
    plain: str | None = None,
) -> Prompted:
    """Begin `flow`; if a question is open, say the response `plain` instead where there is one."""
    exchange = await _open(engine, work, conversation_id, owner)
    if exchange is None:
        return "gone"
    if not _may_speak(exchange):
        return "held"
    exchange.slots |= slots
    if _is_being_asked(exchange, engine):
        if plain is None:
            return "busy"
        await _say_between(exchange, engine, plain, kind)
    else:
        # What nobody has answered so far is not asked again under the name of something new.
        giving_way = engine.library.current.giving_way
        exchange.state = put_away(exchange.flows, exchange.state, giving_way)
        await engine.run(exchange, (StartFlow(flow=flow),), kind=kind)
    queued = await save(exchange, owner=owner, expires_at=expires_at)
    return "said" if queued else "held"


async def tell(
    engine: Engine,
    work: Work,
    conversation_id: str,
    response: str,
    slots: Mapping[str, Any],
    *,
    kind: MessageKind,
    owner: Owner | None = None,
    expires_at: datetime | None = None,
) -> Prompted:
    """Say one response, and put the open question again if there is one."""
    exchange = await _open(engine, work, conversation_id, owner)
    if exchange is None:
        return "gone"
    if not _may_speak(exchange):
        return "held"
    exchange.slots |= slots
    await _say_between(exchange, engine, response, kind)
    queued = await save(exchange, owner=owner, expires_at=expires_at)
    return "said" if queued else "held"


async def _open(
    engine: Engine, work: Work, conversation_id: str, owner: Owner | None
) -> Exchange | None:
    thread = await work.uow.conversations.with_patient_and_referral(conversation_id)
    if thread is None or not thread[1].is_live:
        return None
    patient, conversation, referral = thread
    await work.uow.patients.lock(patient.id)
    about = owner.id if owner is not None and owner.type in _ABOUT_AN_APPOINTMENT else None
    return await exchange_with(work, patient, conversation, referral, engine.library, about=about)


def _may_speak(exchange: Exchange) -> bool:
    return (
        exchange.conversation.automation == "on"
        and not exchange.is_out
        and exchange.patient.frozen_at is None
    )


def _is_being_asked(exchange: Exchange, engine: Engine) -> bool:
    question = exchange.state.question
    if question is None or exchange.is_after_crisis or exchange.state.parked:
        # A parked question waits for a person; it is not put again by what we say.
        return False
    return not engine.is_begun_by_us(question.flow) and not engine.has_expired(exchange)


async def _say_between(
    exchange: Exchange, engine: Engine, response: str, kind: MessageKind
) -> None:
    engine.refresh(exchange)
    exchange.say(response, kind)
    if _is_being_asked(exchange, engine):
        await engine.run(exchange, (RepeatBotMessages(),), kind=kind)
