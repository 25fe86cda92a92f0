"""The conversation that a text belongs to: the live one, the one that ended last, or a new one."""

from __future__ import annotations

from dataclasses import dataclass

from actions.basis.work import Work
from bot.exchange.half_told import watch_half_told
from bot.exchange.last_word import thread_of_last_word
from bot.inbound import InboundMessage
from bot.understanding import Detection
from storage.models import Conversation, Patient, Referral
from storage.repositories.callers import Caller


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """`is_new`: it begins with this text. `is_over`: its referral was closed, and stays so."""

    patient: Patient
    conversation: Conversation
    referral: Referral
    is_new: bool = False
    is_over: bool = False


async def thread_of(
    work: Work,
    patient: Patient,
    caller: Caller,
    inbound: InboundMessage,
    detection: Detection | None,
) -> Thread:
    """Where what `patient` writes is kept and answered; begun where there is nothing yet."""
    if caller.conversation is not None and caller.referral is not None:
        return Thread(patient=patient, conversation=caller.conversation, referral=caller.referral)
    over = await thread_of_last_word(work.uow, patient, inbound, detection)
    conversation, referral = over or await _begin(work, patient)
    return Thread(
        patient=patient,
        conversation=conversation,
        referral=referral,
        is_new=over is None,
        is_over=over is not None,
    )


async def _begin(work: Work, patient: Patient) -> tuple[Conversation, Referral]:
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
            assigned_to=await _who_has_them(work, patient),
        )
    )
    await watch_half_told(work, patient, conversation)
    return conversation, referral


async def _who_has_them(work: Work, patient: Patient) -> str | None:
    """Who writes by another number of theirs is with whom they are by the one that goes on."""
    kept_id = await work.uow.joined_records.kept_of(patient.id)
    thread = await work.uow.conversations.thread(kept_id) if kept_id else None
    return thread[2].assigned_to if thread else None
