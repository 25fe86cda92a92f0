"""One referral with its whole history, for somebody who works on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select

from storage.models import Audit, Message, Note, OptOut, RiskFlag
from storage.unit_of_work import UnitOfWork
from storage.views.dossiers import Dossier, find_dossier

LATEST = 500
"""More messages than anyone reads at once; older ones stay in the export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Casebook:
    """Lists are oldest first. `has_earlier` when there are more messages than are held here."""

    dossier: Dossier
    messages: tuple[Message, ...]
    has_earlier: bool
    notes: tuple[Note, ...]
    risk_flags: tuple[RiskFlag, ...]
    audit: tuple[Audit, ...]
    is_opted_out: bool


async def find_casebook(
    uow: UnitOfWork, practice_ids: Sequence[str], referral_id: str
) -> Casebook | None:
    """The casebook of one referral of these practices; None for any other."""
    dossier = await find_dossier(uow, practice_ids, referral_id)
    if dossier is None:
        return None
    messages = await messages_of(uow, dossier.conversation.id, limit=LATEST + 1)
    notes = await uow.session.scalars(
        select(Note).where(Note.referral_id == referral_id).order_by(Note.id)
    )
    flags = await uow.session.scalars(
        select(RiskFlag).where(RiskFlag.referral_id == referral_id).order_by(RiskFlag.raised_at)
    )
    audit = await uow.session.scalars(
        select(Audit)
        .where(
            Audit.subject_type == "referral",
            Audit.subject_id == referral_id,
            Audit.action != "read",
        )
        .order_by(Audit.id)
    )
    out = await uow.session.scalar(
        select(exists().where(OptOut.patient_id == dossier.patient.id, OptOut.ended_at.is_(None)))
    )
    return Casebook(
        dossier=dossier,
        messages=tuple(reversed(messages[:LATEST])),
        has_earlier=len(messages) > LATEST,
        notes=tuple(notes),
        risk_flags=tuple(flags),
        audit=tuple(audit),
        is_opted_out=bool(out),
    )


async def messages_of(
    uow: UnitOfWork, conversation_id: str, *, limit: int, before: str | None = None
) -> Sequence[Message]:
    """The newest messages of a conversation first, `before` an id where paging goes on."""
    query = select(Message).where(Message.conversation_id == conversation_id)
    if before is not None:
        query = query.where(Message.id < before)
    return (await uow.session.scalars(query.order_by(Message.id.desc()).limit(limit))).all()
