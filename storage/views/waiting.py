"""Whether somebody waits for a person's word, and since when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from storage.models import Appointment, Conversation, Message, PhoneCall, Referral
from storage.unit_of_work import UnitOfWork


async def waiting_since(
    uow: UnitOfWork, conversation: Conversation, referral: Referral
) -> datetime | None:
    """Since when they wait, by their own clock; None if nothing of theirs is unanswered.

    They wait from asking for a person, or from a text that nobody has answered, until a member
    of staff writes, rings or books. Once somebody has the conversation, what automation says (the
    crisis lines) answers nothing.
    """
    asked = [
        datetime.fromisoformat(timer.key)
        for timer in await uow.timers.of_owner("conversation_waits", conversation.id)
    ]
    said, answered = conversation.last_inbound_at, conversation.last_outbound_at
    if said is not None and (answered is None or answered < said):
        asked.append(said)
    acted = await _last_act_of_staff(uow, conversation, referral)
    if conversation.taken_over_at is not None:
        since = max(conversation.taken_over_at, acted or conversation.taken_over_at)
        asked += await _first_said(uow, conversation, since)
    open_since = [one for one in asked if acted is None or one > acted]
    return min(open_since, default=None)


async def _first_said(
    uow: UnitOfWork, conversation: Conversation, since: datetime
) -> list[datetime]:
    """When they first wrote after `since`, if they did: later texts do not begin the wait anew."""
    first = await uow.session.scalar(
        select(func.min(Message.at)).where(
            Message.conversation_id == conversation.id,
            Message.direction == "in",
            Message.at > since,
        )
    )
    return [] if first is None else [first]


async def _last_act_of_staff(
    uow: UnitOfWork, conversation: Conversation, referral: Referral
) -> datetime | None:
    acts = (
        select(func.max(Message.at)).where(
            Message.conversation_id == conversation.id, Message.author == "staff"
        ),
        select(func.max(PhoneCall.at)).where(PhoneCall.referral_id == referral.id),
        select(func.max(Appointment.created_at)).where(
            Appointment.referral_id == referral.id, Appointment.source == "staff"
        ),
    )
    found = [await uow.session.scalar(act) for act in acts]
    return max((one for one in found if one is not None), default=None)
