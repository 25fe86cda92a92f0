"""A link worker writes to a person; writing takes the conversation over."""

from __future__ import annotations

from actions.audit import record
from actions.case_file import live_case
from actions.errors import AlreadyTaken, NotAllowed
from actions.queue_text import queue_text
from actions.snooze import read_by_a_person
from actions.take_over import take_over
from actions.work import Work
from storage.models import Message

LONGEST = 1600
"""Twilio refuses a longer Body."""


async def reply(work: Work, referral_id: str, staff_id: str, text: str) -> Message:
    """Queue `text` as this member of staff; nobody's wording is changed or cut.

    Raises AlreadyTaken if a colleague has the conversation, and NotAllowed for an empty or
    too long text, or a person who must not be texted: phone them instead.
    """
    words = text.strip()
    if not words:
        raise NotAllowed("Write something first.")
    if len(words) > LONGEST:
        raise NotAllowed(f"That is {len(words)} characters; a text holds {LONGEST} at most.")
    patient, conversation, referral = await live_case(work, referral_id)
    if await work.uow.opt_outs.is_out(patient.id):
        raise NotAllowed("This person asked for no more texts. Please phone them.")
    if patient.frozen_at is not None:
        raise NotAllowed("This number may be somebody else's now. Please check it by phone first.")
    if conversation.owner_id not in (None, staff_id):
        raise AlreadyTaken(conversation.owner_id or "")
    await take_over(work, referral_id, staff_id)
    message = await queue_text(
        work,
        conversation=conversation,
        patient=patient,
        text=words,
        kind="staff",
        author="staff",
        staff_id=staff_id,
    )
    read_by_a_person(conversation, referral)
    referral.updated_at = work.now_for(patient)
    record(work, "replied", referral.id)
    return message
