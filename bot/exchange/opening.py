"""Open an exchange: find or make the person, their conversation and referral; keep their text."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from actions.timers import set_timer
from actions.work import Work
from bot.delivery.segments import segments
from bot.exchange.context_slots import appointment_slots, person_slots, practice_slots
from bot.exchange.exchange import Exchange
from bot.exchange.library import Library
from bot.inbound import InboundMessage, Receipt
from storage.models import Conversation, Message, Patient, Practice, Referral
from storage.private import PatientText
from storage.unit_of_work import UnitOfWork

NUDGE_AFTER = timedelta(days=1)
HALF_FINISHED_AFTER = timedelta(days=2)
DIALOGUE, AFTER_CRISIS = "dialogue", "after_crisis"
"""Keys of a conversation's saved state."""


class Repeated(Exception):
    """This message is known already; whatever was begun is rolled back."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__("a repeated message")
        self.receipt = receipt


async def practice_of(uow: UnitOfWork, inbound: InboundMessage) -> Practice | None:
    """The practice that the message is to."""
    if inbound.practice_id is not None:
        return await uow.practices.get(inbound.practice_id)
    return await uow.practices.by_phone(inbound.to_number or "")


async def open_exchange(work: Work, inbound: InboundMessage, library: Library) -> Exchange:
    """Everything that answering needs, the person's row locked; raises Repeated."""
    patient = await work.uow.patients.get_or_create(
        practice_id=work.practice.id,
        contact=inbound.contact,
        channel=inbound.channel,
        now=work.now,
    )
    await work.uow.patients.lock(patient.id)
    patient.channel = inbound.channel
    thread = await work.uow.conversations.thread(patient.id)
    is_new = thread is None
    conversation, referral = thread[1:] if thread else await begin_thread(work, patient)
    message = inbound_message(work, inbound, patient, conversation)
    if not await work.uow.messages.insert_inbound(message):
        raise Repeated(Receipt(outcome="repeated", practice_id=work.practice.id))
    exchange = await exchange_with(work, patient, conversation, referral, library, is_new=is_new)
    exchange.inbound = inbound
    exchange.message = message
    conversation.last_inbound_at = exchange.now
    conversation.unread += 1
    return exchange


async def exchange_with(
    work: Work,
    patient: Patient,
    conversation: Conversation,
    referral: Referral,
    library: Library,
    *,
    is_new: bool = False,
) -> Exchange:
    """An exchange on a conversation that exists, with all that flows may know of it."""
    now = work.now_for(patient)
    saved: dict[str, Any] = conversation.state or {}
    flows, state = await library.open(work.uow, conversation.flows_version, saved.get(DIALOGUE))
    exchange = Exchange(
        work=work,
        patient=patient,
        conversation=conversation,
        referral=referral,
        now=now,
        flows=flows,
        state=state,
        needs=list(await work.uow.needs.of_referral(referral.id)),
        is_out=await work.uow.opt_outs.is_out(patient.id),
        is_after_crisis=bool(saved.get(AFTER_CRISIS)),
        is_new=is_new,
    )
    exchange.slots = {
        **practice_slots(work.practice, now=now, language=patient.language),
        **person_slots(patient, referral, is_new=is_new),
    }
    exchange.slots |= await _appointment_slots(exchange, now)
    return exchange


async def _appointment_slots(exchange: Exchange, now: datetime) -> dict[str, Any]:
    uow = exchange.work.uow
    found = await uow.appointments.next_for_patient(exchange.patient.id, now)
    worker = await uow.staff.get(found.link_worker_id) if found else None
    return appointment_slots(found, worker, exchange.work.practice, exchange.words)


async def begin_thread(work: Work, patient: Patient) -> tuple[Conversation, Referral]:
    """A new conversation and its referral, with the timers that notice a half-finished one."""
    now = work.now_for(patient)
    conversation = work.uow.conversations.add(
        Conversation(practice_id=work.practice.id, patient_id=patient.id, created_at=now)
    )
    referral = work.uow.referrals.add(
        Referral(
            practice_id=work.practice.id,
            patient_id=patient.id,
            conversation_id=conversation.id,
            language=patient.language,
            created_at=now,
            updated_at=now,
        )
    )
    for kind, after in (("nudge", NUDGE_AFTER), ("half_finished", HALF_FINISHED_AFTER)):
        await set_timer(
            work,
            patient=patient,
            conversation_id=conversation.id,
            kind=kind,
            owner_type="conversation",
            owner_id=conversation.id,
            due_in=after,
        )
    return conversation, referral


def inbound_message(
    work: Work, inbound: InboundMessage, patient: Patient, conversation: Conversation
) -> Message:
    """The row of a person's text, exactly as they wrote it."""
    return Message(
        practice_id=work.practice.id,
        patient_id=patient.id,
        conversation_id=conversation.id,
        direction="in",
        author="patient",
        text=PatientText(inbound.text),
        status="received",
        provider=inbound.provider,
        provider_id=inbound.provider_id,
        segments=segments(inbound.text).count,
        kind="inbound",
        media=inbound.media,
        at=work.now_for(patient),
        updated_at=work.now,
    )
