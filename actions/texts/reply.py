"""A link worker writes to a person; writing takes the conversation over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, TypeAlias

from actions.basis.audit import record
from actions.basis.case_file import live_case
from actions.basis.errors import AlreadyTaken, NotAllowed, NotFilledIn, Stale
from actions.basis.work import Work
from actions.casework.read_danger import has_unread_danger
from actions.casework.snooze import read_by_a_person
from actions.casework.take_over import take_over
from actions.texts.queue_text import queue_text
from actions.texts.reach_as_shown import require_texting_as_shown
from actions.texts.send_later import owner_of, require_may_wait_until
from bot.delivery.attention import no_longer
from bot.visible import visible
from storage.models import Conversation, Message, Patient, Referral
from storage.models.message import NOT_ARRIVED

_Written: TypeAlias = tuple[str | None, str, datetime | None]
"""Whose, the words, and for when."""

LONGEST = 1600
"""Twilio refuses a longer Body."""
_JUST_NOW: Final = timedelta(minutes=10)
"""Who means to send the same words again, to somebody who is silent, waits longer than that."""


async def reply(
    work: Work,
    referral_id: str,
    staff_id: str,
    text: str,
    *,
    send_at: datetime | None = None,
    seen: str | None = None,
    texting: str = "",
) -> Message:
    """Queue `text` as this member of staff; nobody's wording is changed or cut but for
    characters that no phone shows.

    `send_at` has it sent later, by the person's clock. `seen` is the latest text that its writer
    had before them: what they sent from there before is not sent twice; `texting` is how the
    person could be texted then. Raises AlreadyTaken if a colleague has the conversation, Stale if
    one has written since what was seen, the person has written of danger, `texting` changed or the
    last text was this very one a moment ago, and NotAllowed for an empty or too long text, a time
    at which nothing is sent, or a person who must not be texted.
    """
    words = _sendable(text)
    patient, conversation, referral = await live_case(work, referral_id)
    await _require_may_be_texted(work, patient)
    if conversation.owner_id not in (None, staff_id):
        raise AlreadyTaken(conversation.owner_id or "")
    if seen is not None:
        it = (staff_id, words, send_at)
        sent = await _sent_from(work, conversation, it, seen)
        if sent is not None:
            return sent
        await _require_is_new(work, conversation, it, work.now_for(patient))
        await _require_danger_was_read(work, referral, staff_id, seen)
    require_texting_as_shown(patient, texting)
    if send_at is not None:
        require_may_wait_until(work, patient, send_at)
    await take_over(work, referral_id, staff_id)
    message = await queue_text(
        work,
        conversation=conversation,
        patient=patient,
        text=words,
        kind="staff",
        author="staff",
        staff_id=staff_id,
        owner=owner_of(conversation) if send_at else None,
        send_at=send_at,
    )
    read_by_a_person(conversation, referral)
    if send_at is None:
        no_longer(referral, "danger")
    referral.updated_at = work.now_for(patient)
    record(work, "planned_text" if send_at else "replied", referral.id)
    return message


def _written(message: Message) -> _Written:
    return message.staff_id, str(message.text), message.send_at


def _sendable(text: str) -> str:
    words = visible(text)
    if not words:
        raise NotFilledIn("text", "Write something first.")
    if len(words) > LONGEST:
        raise NotAllowed(f"That is {len(words)} characters; a text holds {LONGEST} at most.")
    return words


async def _require_may_be_texted(work: Work, patient: Patient) -> None:
    if await work.uow.opt_outs.is_out(patient.id):
        raise NotAllowed("This person asked for no more texts. Phone them, if that is safe.")
    if patient.unreachable_reason is not None:
        raise NotAllowed("Texts do not arrive at this number. Phone them, if that is safe.")
    if patient.frozen_at is not None:
        raise NotAllowed("This number may be somebody else's now. Please check it by phone first.")


async def _sent_from(
    work: Work, conversation: Conversation, it: _Written, seen: str
) -> Message | None:
    """What went from this very page already: a button pressed twice is one text. Raises Stale."""
    later = await work.uow.messages.after(conversation.id, seen)
    from_staff = [one for one in later if one.author == "staff"]
    if any(one.staff_id != it[0] for one in from_staff):
        raise Stale("A colleague has written to this person since you last looked.")
    return next((one for one in from_staff if _written(one) == it), None)


async def _require_is_new(
    work: Work, conversation: Conversation, it: _Written, now: datetime
) -> None:
    """Back leads to a page of now, into which the browser puts the words that were sent from it."""
    for last in await work.uow.messages.of_conversation(conversation.id, limit=1):
        is_on_its_way = last.status not in {*NOT_ARRIVED, "cancelled"}
        if _written(last) == it and is_on_its_way and last.at > now - _JUST_NOW:
            raise Stale(
                "You sent them these words a moment ago, and they have not written since. Nothing "
                "was sent again. If you mean to, change the words a little."
            )


async def _require_danger_was_read(
    work: Work, referral: Referral, staff_id: str, seen: str
) -> None:
    """Words for how things stood before must not be the answer to a crisis."""
    flags = await work.uow.risk_flags.of_referral(referral.id)
    if has_unread_danger(flags, staff_id, since=seen):
        raise Stale(
            "This person wrote of danger since you last looked. Read it first. "
            "If your text is still right, send it again."
        )
