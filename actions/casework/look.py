"""Say who has a conversation open, so that two people do not answer at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from actions.basis.errors import NotFound
from actions.basis.work import Work

SHOWN_FOR: Final = timedelta(seconds=75)
"""An open page says every 25 seconds that it is; one that says nothing three times is gone."""


async def look(work: Work, conversation_id: str, staff_id: str) -> bool:
    """Note that `staff_id` has it open; whether they have only just come.

    Not audited: reading a conversation is, and this says nothing more.
    """
    await work.uow.presence.forget_before(conversation_id, work.now - SHOWN_FOR)
    return await work.uow.presence.note(conversation_id, staff_id, work.now)


async def stop_looking(work: Work, conversation_id: str, staff_id: str) -> None:
    await work.uow.presence.leave(conversation_id, staff_id)


async def conversation_of(work: Work, referral_id: str) -> str:
    """The conversation of a referral of this practice; raises NotFound."""
    referral = await work.uow.referrals.get(referral_id)
    if referral is None or referral.practice_id != work.practice.id:
        raise NotFound("There is no such referral.")
    return referral.conversation_id
