"""What waits in the outbox, as a test asks for it that waits until all has left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from storage.models import Message, Outbox
from storage.unit_of_work import UnitOfWork


async def due_count(uow: UnitOfWork, now: datetime) -> int:
    """How many rows should have been sent by now."""
    query = select(func.count()).select_from(Outbox).where(Outbox.not_before <= now)
    return await uow.session.scalar(query) or 0


async def restless_count(uow: UnitOfWork, now: datetime) -> int:
    """How many rows should have been sent by now, or are of texts that the carrier may have and
    that wait to be looked up: until then any equal text may turn out to be this one."""
    is_due = Outbox.not_before <= now
    is_looked_up_next = (Message.status == "sending") & Message.reason.is_(None)
    query = (
        select(func.count())
        .select_from(Outbox)
        .join(Message, Message.id == Outbox.message_id)
        .where(is_due | is_looked_up_next)
    )
    return await uow.session.scalar(query) or 0


async def next_due(uow: UnitOfWork, now: datetime) -> datetime | None:
    """When the next row that is not due yet will be."""
    query = select(func.min(Outbox.not_before)).where(Outbox.not_before > now)
    return await uow.session.scalar(query)
