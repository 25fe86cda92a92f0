"""The queue of texts: what is planned, what waits, went and failed, and who wants none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from storage.models import Appointment, Conversation, Message, OptOut, Patient, Referral, Timer
from storage.unit_of_work import UnitOfWork

TEXTS = (
    *("reminder", "check_in", "check_in_nudge", "nudge", "half_finished", "missed"),
    *("moved_by_practice", "cancelled_by_practice", "freed_time"),
    *("handed_back", "owner_silent", "nobody_there"),
)
"""The kinds of timers that write to a person, or do unless somebody answers before."""

_IS_OF_A_VISIT = Message.owner_type == "appointment"
_IS_OUT = exists().where(OptOut.patient_id == Patient.id, OptOut.ended_at.is_(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedText:
    timer: Timer
    patient: Patient
    referral_id: str | None
    is_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedText:
    """`is_closed`: the conversation that it was part of is over. `visit` is the one that a reminder
    spoke of."""

    message: Message
    patient: Patient
    referral_id: str | None
    is_out: bool
    is_closed: bool
    visit: Appointment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One opt-out in force, with the last that the person wrote before it."""

    opt_out: OptOut
    patient: Patient
    referral_id: str | None
    last_message: Message | None


async def planned_texts(
    uow: UnitOfWork,
    practice_ids: Sequence[str],
    *,
    held: bool,
    now: datetime,
    limit: int,
    kinds: Sequence[str] = TEXTS,
    after: str | None = None,
) -> list[PlannedText]:
    """What will be written, soonest first, from behind the timer `after`; or, with `held`, what
    would be but for the person's muting, a holding, a doubt about their number or their STOP."""
    query = (
        select(Timer, Patient, Referral.id, _IS_OUT)
        .join(Patient, Patient.id == Timer.patient_id)
        .outerjoin(Referral, Referral.conversation_id == Timer.conversation_id)
        .where(
            Timer.practice_id.in_(practice_ids),
            Timer.status == "waiting",
            Timer.kind.in_(kinds),
            _is_held(now) if held else ~_is_held(now),
        )
    )
    if after is not None:
        place = select(Timer.due_at).where(Timer.id == after).scalar_subquery()
        query = query.where(
            or_(Timer.due_at > place, and_(Timer.due_at == place, Timer.id > after))
        )
    rows = await uow.session.execute(query.order_by(Timer.due_at, Timer.id).limit(limit))
    return [
        PlannedText(timer=timer, patient=patient, referral_id=referral_id, is_out=bool(is_out))
        for timer, patient, referral_id, is_out in rows
    ]


def _is_held(now: datetime) -> ColumnElement[bool]:
    return or_(
        Patient.scheduled_texts_held,
        Patient.frozen_at.is_not(None),
        Patient.unreachable_reason.is_not(None),
        func.coalesce(Patient.muted_until, now) > now,
        _IS_OUT,
    )


async def queued_texts(
    uow: UnitOfWork,
    practice_ids: Sequence[str],
    *,
    statuses: Sequence[str],
    limit: int,
    kinds: Sequence[str] = (),
    after: str | None = None,
) -> list[QueuedText]:
    """Texts of ours in these statuses, newest first, from behind the message `after`."""
    query = (
        select(Message, Patient, Referral.id, _IS_OUT, Conversation.is_live, Appointment)
        .join(Patient, Patient.id == Message.patient_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .outerjoin(Referral, Referral.conversation_id == Message.conversation_id)
        .outerjoin(Appointment, and_(_IS_OF_A_VISIT, Appointment.id == Message.owner_id))
        .where(
            Message.practice_id.in_(practice_ids),
            Message.status.in_(statuses),
            Message.direction == "out",
        )
    )
    if kinds:
        query = query.where(Message.kind.in_(kinds))
    if after is not None:
        query = query.where(Message.id < after)
    rows = await uow.session.execute(query.order_by(Message.id.desc()).limit(limit))
    return [
        QueuedText(
            message=message,
            patient=patient,
            referral_id=referral_id,
            is_out=bool(is_out),
            is_closed=not is_live,
            visit=visit,
        )
        for message, patient, referral_id, is_out, is_live, visit in rows
    ]


async def opt_outs(
    uow: UnitOfWork, practice_ids: Sequence[str], *, limit: int, after: str | None = None
) -> list[Wish]:
    """Who wants no texts, newest first, from behind the opt-out `after`."""
    last = (
        select(func.max(Message.id))
        .where(
            Message.patient_id == OptOut.patient_id,
            Message.direction == "in",
            Message.at <= OptOut.at,
        )
        .correlate(OptOut)
        .scalar_subquery()
    )
    newest = (
        select(func.max(Referral.id))
        .where(Referral.patient_id == OptOut.patient_id)
        .correlate(OptOut)
        .scalar_subquery()
    )
    query = (
        select(OptOut, Patient, newest, Message)
        .join(Patient, Patient.id == OptOut.patient_id)
        .outerjoin(Message, Message.id == last)
        .where(OptOut.practice_id.in_(practice_ids), OptOut.ended_at.is_(None))
    )
    if after is not None:
        query = query.where(OptOut.id < after)
    rows = await uow.session.execute(query.order_by(OptOut.id.desc()).limit(limit))
    return [
        Wish(opt_out=opt_out, patient=patient, referral_id=referral_id, last_message=message)
        for opt_out, patient, referral_id, message in rows
    ]
