"""A new conversation of somebody who writes, and its referral."""

from __future__ import annotations

from actions.basis.work import Work
from bot.exchange.half_told import watch_half_told
from storage.models import Conversation, Patient, Referral


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
