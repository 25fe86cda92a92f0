"""Write down what an exchange came to; the unit of work commits it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any

from actions.basis.spoken_of import DIALOGUE
from actions.basis.spoken_of import KEY as SPOKEN_OF
from actions.casework.summarise import summarise
from actions.texts.queue_text import Owner
from bot.dialogue import Event as DialogueEvent
from bot.dialogue import QuestionAsked, Said
from bot.exchange.exchange import Exchange
from bot.exchange.hard_to_read import FINDS_READING_HARD
from bot.exchange.opening import AFTER_CRISIS, ANSWERED_AT
from storage.private import PatientText
from storage.repositories.events import Recorded


async def save(
    exchange: Exchange, *, owner: Owner | None = None, expires_at: datetime | None = None
) -> int:
    """Queue the replies and keep state, summary and events; returns how many texts were queued."""
    conversation, referral = exchange.conversation, exchange.referral
    count = await exchange.queue(owner=owner, expires_at=expires_at)
    if exchange.inbound is not None:
        conversation.last_inbound_at = exchange.now
        conversation.unread += 1
    answered_at = exchange.answered_at or exchange.answered_before
    conversation.state = {
        DIALOGUE: exchange.state.to_json(),
        AFTER_CRISIS: exchange.is_after_crisis,
        **({ANSWERED_AT: answered_at.isoformat()} if answered_at else {}),
        **({SPOKEN_OF: exchange.spoken_of.as_json()} if exchange.spoken_of else {}),
    }
    conversation.flows_version = exchange.flows.version
    # What a closed referral came to stays as it was.
    summary = referral.summary if exchange.is_over else PatientText(_summary(exchange))
    if summary != referral.summary:
        referral.summary = summary
        referral.updated_at = exchange.now
    _record(exchange)
    return count


def _summary(exchange: Exchange) -> str:
    slots = exchange.state.slots
    return summarise(
        exchange.need_labels,
        slots,
        _asked(exchange),
        safe_to_text=exchange.patient.safe_to_text,
        appointment=str(slots.get("appointment_text") or ""),
        finds_reading_hard=bool(slots.get(FINDS_READING_HARD)),
    )


def _asked(exchange: Exchange) -> list[str]:
    """The slots that the needs' own flows ask for, need by need."""
    flows = [exchange.flows.get(f"help_with_{label}") for label in exchange.need_labels]
    return [slot for flow in flows if flow for slot in sorted(flow.own_slots)]


def _record(exchange: Exchange) -> None:
    events = list(_in_order(exchange.events, exchange.spoken))
    if not events:
        return
    exchange.work.uow.events.record(
        events,
        practice_id=exchange.work.practice.id,
        conversation_id=exchange.conversation.id,
        message_id=exchange.message.id if exchange.message else None,
        at=exchange.now,
    )


def _in_order(
    events: Sequence[DialogueEvent], spoken: Sequence[tuple[str, Said]]
) -> Iterator[Recorded]:
    """What happened, with each text where it was said. A text that no flow said comes before the
    next one of a flow; what nobody was sent is left out."""
    of_flows = {id(event) for event in events if isinstance(event, Said)}
    left = {id(said): message_id for message_id, said in spoken}
    others = [(message_id, said) for message_id, said in spoken if id(said) not in of_flows]
    for event in events:
        if not isinstance(event, Said):
            yield _happened(event)
        elif id(event) in left:
            message_id = left[id(event)]
            while others and others[0][0] < message_id:
                yield _said(*others.pop(0))
            yield _said(message_id, event)
    yield from (_said(message_id, said) for message_id, said in others)


def _happened(event: DialogueEvent) -> Recorded:
    names = tuple(event.__dataclass_fields__)
    details = dict(zip(names, _values_of(names)(event), strict=True))
    # A question is put by a step of a flow, and is counted there.
    place = event.question if isinstance(event, QuestionAsked) else None
    return Recorded(
        type=type_of(event),
        flow=details.get("flow") if place is None else place.flow,
        step=details.get("step") if place is None else place.step,
        details=details,
    )


@cache
def _values_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What reads these attributes, all at once."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda event: tuple(getattr(event, name) for name in names)


def _said(message_id: str, said: Said) -> Recorded:
    """Which wording a text is; its words stay in the message alone."""
    return Recorded(type="said", details={"response": said.response, "message_id": message_id})


def type_of(event: DialogueEvent) -> str:
    """The event's name as logs and rows have it: FlowStarted is "flow_started"."""
    return _snake(type(event).__name__)


@cache
def _snake(name: str) -> str:
    return _CAPITAL.sub("_", name).lower()


_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
