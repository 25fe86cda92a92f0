"""Write down what an exchange came to; the unit of work commits it."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import datetime

from actions.queue_text import Owner
from actions.summarise import summarise
from bot.dialogue import Event as DialogueEvent
from bot.dialogue import Said
from bot.exchange.exchange import Exchange
from bot.exchange.opening import AFTER_CRISIS, DIALOGUE
from storage.models import Event
from storage.private import PatientText


async def save(
    exchange: Exchange, *, owner: Owner | None = None, expires_at: datetime | None = None
) -> int:
    """Queue the replies and keep state, summary and events; returns how many texts were queued."""
    conversation, referral = exchange.conversation, exchange.referral
    count = await exchange.queue(owner=owner, expires_at=expires_at)
    conversation.state = {
        DIALOGUE: exchange.state.to_json(),
        AFTER_CRISIS: exchange.is_after_crisis,
    }
    conversation.flows_version = exchange.flows.version
    summary = PatientText(_summary(exchange))
    if summary != referral.summary:
        referral.summary = summary
        referral.updated_at = exchange.now
    exchange.work.uow.events.add_all(
        [_row(exchange, event) for event in exchange.events if not isinstance(event, Said)]
    )
    exchange.work.uow.events.add_all(
        [_said_row(exchange, message_id, said) for message_id, said in exchange.spoken]
    )
    return count


def _summary(exchange: Exchange) -> str:
    slots = exchange.state.slots
    return summarise(
        exchange.need_labels,
        slots,
        _asked(exchange),
        safe_to_text=exchange.patient.safe_to_text,
        appointment=str(slots.get("appointment_text") or ""),
    )


def _asked(exchange: Exchange) -> list[str]:
    """The slots that the needs' own flows ask for, need by need."""
    flows = [exchange.flows.get(f"help_with_{label}") for label in exchange.need_labels]
    return [slot for flow in flows if flow for slot in sorted(flow.own_slots)]


def _row(exchange: Exchange, event: DialogueEvent) -> Event:
    return Event(
        practice_id=exchange.work.practice.id,
        conversation_id=exchange.conversation.id,
        message_id=exchange.message.id if exchange.message else None,
        at=exchange.now,
        type=type_of(event),
        flow=getattr(event, "flow", None),
        step=getattr(event, "step", None),
        data={field.name: getattr(event, field.name) for field in fields(event)},
    )


def _said_row(exchange: Exchange, message_id: str, said: Said) -> Event:
    """Which wording a text is; its words stay in the message alone."""
    return Event(
        practice_id=exchange.work.practice.id,
        conversation_id=exchange.conversation.id,
        message_id=message_id,
        at=exchange.now,
        type="said",
        data={"response": said.response},
    )


def type_of(event: DialogueEvent) -> str:
    """The event's name as logs and rows have it: FlowStarted is "flow_started"."""
    return _CAPITAL.sub("_", type(event).__name__).lower()


_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
