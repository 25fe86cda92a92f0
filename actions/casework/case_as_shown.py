"""Refuse to close, or to hand back, a conversation that has gone on since its page was opened.

Left open while the person writes, of danger above all, or while a colleague takes them over, the
page would put away what nobody has read.
"""

from __future__ import annotations

from actions.basis.case_file import case_file
from actions.basis.errors import Stale
from actions.basis.work import Work
from actions.casework.read_danger import has_unread_danger
from storage.models import Conversation


def case_as_shown(conversation: Conversation, latest_text: str) -> str:
    """What the forms carry; `latest_text` is the id of the newest text on the page."""
    return f"{latest_text};{conversation.owner_id or ''}"


async def require_case_as_shown(work: Work, referral_id: str, shown: str, staff_id: str) -> None:
    """Raises Stale where the person has written since `shown`, or another colleague has them now,
    NotFound; "" asks for nothing. What is done already may be wanted again."""
    _, conversation, referral = await case_file(work, referral_id)
    if not shown or referral.status == "closed":
        return
    latest_text, _, owner_id = shown.partition(";")
    later = await work.uow.messages.after(conversation.id, latest_text)
    flags = await work.uow.risk_flags.of_referral(referral.id)
    if has_unread_danger(flags, staff_id, since=latest_text):
        raise Stale(
            "This person wrote of danger since you last looked. Nothing was done: read that first."
        )
    if any(one.direction == "in" for one in later):
        raise Stale(
            "This person has written since you last looked. Nothing was done: read it first. "
            "If you still want to, do it again."
        )
    if conversation.owner_id not in (None, staff_id, owner_id):
        raise Stale("A colleague has this conversation now. Nothing was done: ask them first.")
