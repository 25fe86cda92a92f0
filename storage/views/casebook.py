"""One referral with its whole history, for somebody who works on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from storage.models import (
    Audit,
    Conversation,
    Message,
    PhoneCall,
    Referral,
    RiskFlag,
    SafeguardingRecord,
    TriageFeedback,
)
from storage.unit_of_work import UnitOfWork
from storage.views.dossiers import Dossier, find_dossier

LATEST = 500
"""More messages than anyone reads at once; older ones stay in the export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Casebook:
    """Lists are oldest first. `has_earlier` when there are more messages than are held here, and
    `refuses_calls` when they asked not to be phoned, or cannot use the phone."""

    dossier: Dossier
    messages: tuple[Message, ...]
    has_earlier: bool
    audit: tuple[Audit, ...]
    is_opted_out: bool
    refuses_calls: bool
    phone_calls: tuple[PhoneCall, ...]
    safeguarding: tuple[SafeguardingRecord, ...]
    feedback: tuple[TriageFeedback, ...]


async def find_casebook(
    uow: UnitOfWork, practice_ids: Sequence[str], referral_id: str
) -> Casebook | None:
    """The casebook of one referral of these practices; None for any other."""
    dossier = await find_dossier(uow, practice_ids, referral_id)
    if dossier is None:
        return None
    patient_id = dossier.details.patient.id
    messages = await uow.messages.of_conversation(dossier.details.conversation.id, limit=LATEST + 1)
    audit = await uow.session.scalars(
        select(Audit)
        .where(
            or_(
                and_(Audit.subject_type == "referral", Audit.subject_id == referral_id),
                and_(Audit.subject_type == "patient", Audit.subject_id == patient_id),
            ),
            Audit.action != "read",
        )
        .order_by(Audit.id)
    )
    said_of_calls = await uow.consents.latest(patient_id, "calls")
    return Casebook(
        dossier=dossier,
        messages=tuple(messages[-LATEST:]),
        has_earlier=len(messages) > LATEST,
        audit=tuple(audit),
        is_opted_out=await uow.opt_outs.is_out(patient_id),
        refuses_calls=said_of_calls is not None and not said_of_calls.given,
        phone_calls=tuple(await uow.phone_calls.of_referral(referral_id)),
        safeguarding=tuple(await uow.safeguarding.of_referral(referral_id)),
        feedback=tuple(await uow.triage_feedback.of_referral(referral_id)),
    )


async def has_news(uow: UnitOfWork, referral_id: str) -> bool:
    """Whether it has a text or a risk that nobody has looked at; one statement."""
    unread = select(Conversation.id).where(
        Conversation.id == Referral.conversation_id, Conversation.unread > 0
    )
    unseen = select(RiskFlag.id).where(
        RiskFlag.referral_id == Referral.id, RiskFlag.seen_at.is_(None)
    )
    is_news = or_(unread.exists(), unseen.exists())
    query = select(Referral.id).where(Referral.id == referral_id, is_news)
    return await uow.session.scalar(query) is not None


async def messages_from(
    uow: UnitOfWork, conversation_id: str, *, limit: int, after: str | None = None
) -> Sequence[Message]:
    """Messages of a conversation in order, from behind the id `after`."""
    query = select(Message).where(Message.conversation_id == conversation_id)
    if after is not None:
        query = query.where(Message.id > after)
    return (await uow.session.scalars(query.order_by(Message.id).limit(limit))).all()
