"""The carrier's ids of a text's earlier tries, kept in the audit trail.

A message holds the id of its latest try alone; a look-up must not take an earlier one for it, nor
for another text with the same words.
"""

from __future__ import annotations

from datetime import datetime

from storage.models import Message
from storage.unit_of_work import UnitOfWork

_ACTION = "text_not_delivered"


def record_earlier_try(
    uow: UnitOfWork, message: Message, provider_id: str, *, now: datetime
) -> None:
    """This try did not arrive, and there will be another."""
    uow.audit.add_by_system(
        _ACTION,
        practice_id=message.practice_id,
        at=now,
        subject_type="message",
        subject_id=message.id,
        provider_id=provider_id,
    )


async def earlier_tries(uow: UnitOfWork, message_id: str) -> set[str]:
    """Ids of tries that did not arrive, of this text and of all others in its conversation."""
    rows = await uow.audit.of_messages_beside(message_id, action=_ACTION)
    return {str(row.detail["provider_id"]) for row in rows}
