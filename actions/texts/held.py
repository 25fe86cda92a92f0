"""Why what we would send to somebody by ourselves is not sent now; it stays planned."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from actions.basis.work import Work
from bot.delivery.same_phone import holds_texts
from storage.models import Conversation, Patient

Held: TypeAlias = Literal[
    "", "opted_out", "frozen", "unreachable", "held", "muted", "taken_over", "mine"
]
"""taken_over: a colleague has the conversation. mine: who is looking has it."""


def why_held(
    patient: Patient, conversation: Conversation, *, is_opted_out: bool, me: str, now: datetime
) -> Held:
    """ "" where it would be sent; `me` is the staff id of who is told, `now` on the person's
    clock."""
    if is_opted_out:
        return "opted_out"
    if patient.frozen_at is not None:
        return "frozen"
    if patient.unreachable_reason is not None:
        return "unreachable"
    if patient.scheduled_texts_held:
        return "held"
    if patient.muted_until is not None and patient.muted_until > now:
        return "muted"
    if conversation.automation == "paused":
        return "mine" if conversation.owner_id == me else "taken_over"
    return ""


async def held_now(
    work: Work, patient: Patient, conversation: Conversation, *, me: str = ""
) -> Held:
    """The same, asked of what is kept."""
    is_out = await work.uow.opt_outs.is_out(patient.id)
    now = work.now_for(patient)
    why = why_held(patient, conversation, is_opted_out=is_out, me=me, now=now)
    return "held" if not why and await holds_texts(work.uow, patient) else why
