"""Try a text again that did not arrive, where that makes sense: once, and never after STOP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from actions.basis.audit import record
from actions.basis.errors import NotAllowed, NotFound, Stale, UnreadDanger
from actions.basis.timers import set_timer
from actions.basis.work import Work
from actions.casework.read_danger import has_unread_danger
from actions.casework.take_over import take_over
from actions.texts.queue_text import queue_text
from bot.delivery.errors import ERRORS
from storage.models import Appointment, Conversation, Message, Patient
from storage.models.appointment import REMINDED_OF

Refusal: TypeAlias = Literal[
    "retried",
    "closed",
    "opted_out",
    "bad_number",
    "frozen",
    "not_safe",
    "take_care",
    "held",
    "perhaps_arrived",
    "same_again",
    "out_of_date",
    "visit_over",
    "",
]
"""Why a text is not tried again, "" where it may be."""

_DID_NOT_ARRIVE = frozenset({"failed", "undelivered", "too_old"})
_STILL_TRUE = frozenset({"staff", "reminder"})
"""A colleague's words are theirs to send again; a reminder is written anew. What Blether said in
answer belongs to a talk that has gone on."""
_NEVER_ARRIVES: dict[str, Refusal] = {
    "opted_out": "opted_out",
    "bad_number": "bad_number",
    "maybe_stranger": "frozen",
    "alert": "same_again",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryFacts:
    """`is_closed`: the conversation that it was part of is over. `is_visit_over`: so is the visit
    that it reminds of, or it was called off."""

    message: Message
    patient: Patient
    is_out: bool
    is_closed: bool
    is_visit_over: bool


def refusal_to_retry(facts: RetryFacts) -> Refusal:
    """Why this text cannot be tried again, from what is known of it and of its person."""
    message, patient = facts.message, facts.patient
    known = ERRORS.get(message.reason or "")
    by_code = _NEVER_ARRIVES.get(known.act, "") if known else ""
    is_of_staff = message.kind == "staff"
    reasons: tuple[tuple[bool, Refusal], ...] = (
        (message.retried_as is not None, "retried"),
        (facts.is_out, "opted_out"),
        (patient.unreachable_reason is not None, "bad_number"),
        (patient.frozen_at is not None, "frozen"),
        (message.status == "unknown", "perhaps_arrived"),
        (message.status not in _DID_NOT_ARRIVE, "out_of_date"),
        (bool(by_code), by_code),
        (known is None and message.status != "too_old", "same_again"),
        (message.kind not in _STILL_TRUE, "out_of_date"),
        (message.kind == "reminder" and facts.is_visit_over, "visit_over"),
        (facts.is_closed, "closed"),
        (is_of_staff and patient.safe_to_text == "no", "not_safe"),
        (is_of_staff and _wants_care(patient), "take_care"),
        (message.kind == "reminder" and patient.scheduled_texts_held, "held"),
    )
    return next((reason for is_so, reason in reasons if is_so), "")


def is_over(visit: Appointment | None, now: datetime) -> bool:
    """Whether nothing of this visit is left to remind of; `now` is by the person's clock."""
    return visit is None or visit.status not in REMINDED_OF or visit.starts_at <= now


def _wants_care(patient: Patient) -> bool:
    """Whoever tries again sees neither the words nor what the person asked for."""
    return patient.safe_to_text == "sometimes" or patient.neutral_wording


async def retry_text(work: Work, message_id: str, staff_id: str) -> None:
    """Try it again, as this member of staff asks; raises NotFound, NotAllowed where that makes no
    sense, Stale if it was tried, UnreadDanger, AlreadyTaken if a colleague has the conversation.

    A colleague's text is queued anew in their name and, as any reply, takes the conversation over
    for whoever asks; not where the person wrote of danger since and they have not read it. A
    reminder is planned anew for its visit as it is now, so that it says what is true.
    """
    message = await work.uow.messages.get(message_id)
    if message is None or message.practice_id != work.practice.id or message.direction != "out":
        raise NotFound("There is no such text.")
    await work.uow.patients.lock(message.patient_id)
    patient = await work.uow.patients.get(message.patient_id)
    conversation = await work.uow.conversations.get(message.conversation_id)
    if patient is None or conversation is None:
        raise NotFound("There is no such text.")
    is_out = await work.uow.opt_outs.is_out(patient.id)
    visit = await _visit_of(work, patient, message) if message.kind == "reminder" else None
    if visit is not None:
        await work.uow.appointments.lock(visit)
    refusal = refusal_to_retry(
        RetryFacts(
            message=message,
            patient=patient,
            is_out=is_out,
            is_closed=not conversation.is_live,
            is_visit_over=is_over(visit, work.now_for(patient)),
        )
    )
    if refusal == "retried":
        raise Stale("That text was tried again already.")
    if refusal == "visit_over":
        raise NotAllowed("That visit is over or was called off, so nothing is to be reminded of.")
    if refusal:
        raise NotAllowed("That text cannot be tried again. Please write or phone.")
    successor = (
        await _remind(work, patient, conversation, message, visit)
        if visit is not None
        else await _say_again(work, patient, conversation, message, staff_id)
    )
    if not await work.uow.messages.mark_retried(message.id, successor):
        raise Stale("That text was tried again already.")
    record(work, "retried_text", message.id, subject_type="message")


async def _say_again(
    work: Work, patient: Patient, conversation: Conversation, message: Message, staff_id: str
) -> str:
    referral = await work.uow.referrals.of_conversation(conversation.id)
    if referral is None:
        raise NotFound("There is no such text.")
    flags = await work.uow.risk_flags.of_referral(referral.id)
    if has_unread_danger(flags, staff_id, since=message.id):
        raise UnreadDanger("This person wrote of danger since. Read that first.")
    await take_over(work, referral.id, staff_id)
    again = await queue_text(
        work,
        conversation=conversation,
        patient=patient,
        text=message.text,
        kind=message.kind,
        author=message.author,
        staff_id=message.staff_id,
    )
    return again.id


async def _remind(
    work: Work, patient: Patient, conversation: Conversation, message: Message, visit: Appointment
) -> str:
    await set_timer(
        work,
        patient=patient,
        conversation_id=conversation.id,
        kind="reminder",
        owner_type="appointment",
        owner_id=visit.id,
        owner_version=visit.version,
        key=f"again-{message.id}",
        due_at=work.now_for(patient),
        expires_at=visit.starts_at,
    )
    return visit.id


async def _visit_of(work: Work, patient: Patient, message: Message) -> Appointment | None:
    """The one that a reminder spoke of; of one from before that was kept, the next to come."""
    if message.owner_type == "appointment" and message.owner_id is not None:
        return await work.uow.appointments.get(message.owner_id)
    return await work.uow.appointments.next_for_patient(patient.id, work.now_for(patient))
