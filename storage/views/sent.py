"""How many texts have left: to one person by way of answer, and for one practice in segments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, func, select, text

from storage.models import Message
from storage.models.message import LEFT_US
from storage.unit_of_work import UnitOfWork

_LEAVING = ("sending", "unknown", "sent", "delivered", "undelivered")


async def answers_since(
    uow: UnitOfWork, patient_id: str, *, recent: datetime, earlier: datetime, but: str
) -> tuple[int, int]:
    """How many replies of ours left for this person since `recent`, and since `earlier`.

    The message `but` is not counted.
    """
    query = select(
        func.coalesce(func.sum(case((Message.at >= recent, 1), else_=0)), 0), func.count()
    ).where(
        Message.patient_id == patient_id,
        Message.at >= earlier,
        Message.kind == "reply",
        Message.author == "bot",
        Message.status.in_(_LEAVING),
        Message.id != but,
    )
    row = (await uow.session.execute(query)).one()
    return int(row[0]), int(row[1])


async def segments_since(uow: UnitOfWork, practice_id: str, since: datetime) -> int:
    """How many segments of a practice's texts a carrier took since then."""
    query = select(func.coalesce(func.sum(Message.segments), 0)).where(
        Message.practice_id == practice_id,
        Message.at >= since,
        Message.provider == "twilio",
        # In these very words, or SQLite would not know that the index of them serves.
        text(LEFT_US),
    )
    return int(await uow.session.scalar(query) or 0)
