"""Texts sent and the segments they were billed as, by what they were for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, text

from storage.models import Message
from storage.models.message import LEFT_US
from storage.unit_of_work import UnitOfWork
from storage.views.reports.scope import Parts, Scope, to_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """By kind of message; web chat costs nothing and is left out."""

    texts: Parts
    segments: Parts


async def texts(uow: UnitOfWork, scope: Scope) -> Texts:
    """Of texts that were written in the time and have left us."""
    found = (
        await uow.session.execute(
            select(Message.kind, Message.practice_id, func.count(), func.sum(Message.segments))
            .where(
                *scope.holds(Message.practice_id, Message.at),
                # In these very words, or SQLite would not know that the index of them serves.
                text(LEFT_US),
                Message.provider.in_(("twilio", "simulator")),
            )
            .group_by(Message.kind, Message.practice_id)
        )
    ).all()
    return Texts(
        texts=to_parts((row[0], row[1], row[2]) for row in found),
        segments=to_parts((row[0], row[1], row[3]) for row in found),
    )
