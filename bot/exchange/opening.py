"""Open an exchange: keep a person's text where it belongs, and bring what answering it needs."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from actions.basis.spoken_of import (
    DIALOGUE,
    SpokenOf,
    Stands,
    read_spoken_of,
    stands,
)
from actions.basis.work import SYSTEM, Work
from actions.casework.raise_in_inbox import raise_in_inbox
from actions.waiting_list.answer_freed_time import freed_time_slots
from bot.delivery.same_phone import wants_neutral_words
from bot.delivery.segments import segments
from bot.dialogue import Flows, State, StateUnreadable, new_state
from bot.exchange.context_slots import Coming, appointment_slots, person_slots, practice_slots
from bot.exchange.exchange import Exchange
from bot.exchange.library import Library
from bot.exchange.thread import Thread, thread_of
from bot.exchange.who_writes import hear_from, who_writes
from bot.flow_names import FREED_TIME_FLOW
from bot.inbound import InboundMessage, Receipt
from bot.understanding import Detection
from storage.models import Appointment, Conversation, Message, Patient, Referral
from storage.private import PatientText
from storage.repositories.callers import Caller
from storage.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)

AFTER_CRISIS = "after_crisis"
ANSWERED_AT = "answered_at"
"""Keys of a conversation's saved state."""


class Repeated(Exception):
    """This message is known already; whatever was begun is rolled back."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__("a repeated message")
        self.receipt = receipt


async def open_exchange(
    uow: UnitOfWork,
    now: datetime,
    inbound: InboundMessage,
    library: Library,
    detection: Detection | None = None,
) -> Exchange | None:
    """Everything that answering needs, the person's lane held; None where no practice has that
    number. Raises Repeated. `now` is the server's time; `detection` what its text was found to
    tell, None where nobody could look."""
    caller = await who_writes(uow, now, inbound)
    if caller is None or caller.patient is None:
        return None
    work = Work(uow=uow, now=now, practice=caller.practice, actor=SYSTEM)
    patient = caller.patient
    hear_from(patient, caller.referral, inbound)
    thread = await thread_of(work, patient, caller, inbound, detection)
    message = inbound_message(work, inbound, patient, thread.conversation)
    if not await uow.messages.insert_inbound(message):
        raise Repeated(Receipt(outcome="repeated", practice_id=work.practice.id))
    exchange = await _exchange(
        work,
        thread,
        library,
        is_out=caller.is_out,
        coming=(
            await _next_appointment(work, patient)
            if thread.is_brought
            else await _coming(work, caller, patient)
        ),
        is_written=True,
    )
    exchange.inbound, exchange.message = inbound, message
    exchange.is_over = thread.is_over
    if detection is not None:
        exchange.detection = detection
    return exchange


async def exchange_with(
    work: Work,
    patient: Patient,
    conversation: Conversation,
    referral: Referral,
    library: Library,
    *,
    about: str | None = None,
) -> Exchange:
    """An exchange on a conversation that exists, with all that flows may know of it; `about` is
    the appointment that is written of."""
    return await _exchange(
        work,
        Thread(patient=patient, conversation=conversation, referral=referral),
        library,
        is_out=await work.uow.opt_outs.is_out(patient.id),
        coming=await _next_appointment(work, patient),
        about=about,
    )


async def _coming(work: Work, caller: Caller, patient: Patient) -> Coming:
    if patient.time_shift_seconds:
        return await _next_appointment(work, patient)  # what is next depends on the phone's clock
    return (caller.appointment, caller.worker or "") if caller.appointment else None


async def _next_appointment(work: Work, patient: Patient) -> Coming:
    found = await work.uow.appointments.next_for_patient(patient.id, work.now_for(patient))
    return None if found is None else await _with_worker(work, found)


async def _with_worker(work: Work, appointment: Appointment) -> Coming:
    worker = await work.uow.staff.get(appointment.link_worker_id)
    return appointment, worker.name if worker else ""


async def _spoken_of(work: Work, exchange: Exchange, coming: Coming) -> tuple[Coming, Stands]:
    """The appointment that the exchange is about, and how the one that we wrote of stands."""
    spoken = exchange.spoken_of
    if spoken is None:
        return coming, "on" if coming else "past"
    found = await work.uow.appointments.get(spoken.appointment_id)
    now_stands = stands(found, exchange.now)
    if found is None or now_stands != "on":
        return coming, now_stands
    is_next = coming is not None and coming[0].id == found.id
    return (coming if is_next else await _with_worker(work, found)), now_stands


async def _exchange(
    work: Work,
    thread: Thread,
    library: Library,
    *,
    is_out: bool,
    coming: Coming,
    about: str | None = None,
    is_written: bool = False,
) -> Exchange:
    now = work.now_for(thread.patient)
    saved: dict[str, Any] = thread.conversation.state or {}
    flows, state = await _dialogue(work, thread, library, is_written=is_written)
    exchange = Exchange(
        work=work,
        patient=thread.patient,
        conversation=thread.conversation,
        referral=thread.referral,
        now=now,
        flows=flows,
        current=library.current,
        state=state,
        needs=(
            list(await work.uow.needs.of_referral(thread.referral.id))
            if thread.is_brought or not thread.is_new
            else []
        ),
        is_out=is_out,
        is_after_crisis=bool(saved.get(AFTER_CRISIS)),
        answered_before=_moment(saved.get(ANSWERED_AT)),
        is_new=thread.is_new,
        spoken_of=(
            SpokenOf(appointment_id=about, at=now) if about else read_spoken_of(saved, state, now)
        ),
    )
    exchange.coming, reminder_stands = await _spoken_of(work, exchange, coming)
    exchange.slots = await _known_to_flows(exchange, reminder_stands)
    return exchange


async def _known_to_flows(exchange: Exchange, reminder_stands: Stands) -> dict[str, Any]:
    """What flows may know of practice, person and appointment, as it is now."""
    work, patient, state = exchange.work, exchange.patient, exchange.state
    known = {
        **practice_slots(work.practice, now=exchange.now, language=patient.language),
        **person_slots(patient, exchange.referral, is_new=exchange.is_new),
        "neutral_wording": await wants_neutral_words(work.uow, patient),
        **appointment_slots(exchange.coming, work.practice, exchange.words),
        "reminder_stands": reminder_stands,
    }
    if any(frame.flow_id == FREED_TIME_FLOW for frame in (*state.stack, *state.parked)):
        known |= await freed_time_slots(exchange.case)  # it may be somebody else's by now
    return known


def _moment(saved: str | None) -> datetime | None:
    return datetime.fromisoformat(saved) if saved else None


async def _dialogue(
    work: Work, thread: Thread, library: Library, *, is_written: bool
) -> tuple[Flows, State]:
    """As it stood, with the flows that it began with. Where another release wrote the state down
    otherwise: what comes must be kept, danger in it answered and STOP obeyed, so with `is_written`
    the talk begins anew; a person is told, for it may jar. Else raises StateUnreadable."""
    conversation, referral = thread.conversation, thread.referral
    saved = (conversation.state or {}).get(DIALOGUE)
    try:
        return await library.open(work.uow, conversation.flows_version, saved)
    except StateUnreadable:
        if not is_written:
            raise
    logger.error("a conversation's state cannot be read", extra={"referral": referral.id})
    raise_in_inbox(work, referral, "error", patient=thread.patient)
    return library.current, new_state(library.current)


def inbound_message(
    work: Work, inbound: InboundMessage, patient: Patient, conversation: Conversation
) -> Message:
    """The row of a person's text, exactly as they wrote it. A place that they shared stands behind
    their words, or alone: what is marked in the words keeps its place."""
    shown = inbound.text
    if inbound.location:
        shown = f"{shown}\n{inbound.location}" if shown.strip() else inbound.location
    return Message(
        practice_id=work.practice.id,
        patient_id=patient.id,
        conversation_id=conversation.id,
        direction="in",
        author="patient",
        text=PatientText(shown),
        status="received",
        provider=inbound.provider,
        provider_id=inbound.provider_id,
        segments=segments(shown).count,
        kind="inbound",
        media=inbound.media,
        at=work.now_for(patient),
        updated_at=work.now,
    )
