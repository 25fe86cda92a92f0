"""The open people of some practices, with what a link worker goes through a caseload for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.models import (
    Appointment,
    CheckIn,
    CheckInPlan,
    Conversation,
    Message,
    Need,
    OptOut,
    Patient,
    PhoneCall,
    Referral,
)
from storage.models.appointment import LIVE_STATUSES
from storage.repositories.referral_details import by_referral
from storage.repositories.referral_filters import has_need, is_for_a_person, is_with
from storage.unit_of_work import UnitOfWork

MOST = 500
"""More people than anyone has on their list; the page says so when it is reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadRow:
    """One open referral. Lists are oldest first; `appointments` without cancelled ones."""

    referral: Referral
    patient: Patient
    conversation: Conversation
    needs: tuple[str, ...]
    check_ins: tuple[CheckIn, ...]
    plan: CheckInPlan | None
    appointments: tuple[Appointment, ...]
    staff_wrote_at: datetime | None
    spoke_at: datetime | None
    is_opted_out: bool


async def caseload(
    uow: UnitOfWork,
    practice_ids: Sequence[str],
    *,
    staff_id: str | None = None,
    is_unassigned: bool = False,
    need: str | None = None,
) -> list[CaseloadRow]:
    """Referrals that are not closed, but for the half told that nobody is needed for yet, oldest
    first: all, those with one member of staff, or those
    that nobody has. Seven statements, whatever the number of people."""
    query = _open_people(practice_ids, staff_id, is_unassigned=is_unassigned, need=need)
    found = (await uow.session.execute(query.limit(MOST))).all()
    if not found:
        return []
    ids = [referral.id for referral, _, _ in found]
    needs = await by_referral(uow.session, Need, ids)
    check_ins = await by_referral(uow.session, CheckIn, ids)
    visits = await by_referral(uow.session, Appointment, ids)
    plans = await uow.check_in_plans.of_referrals(ids)
    wrote = await _staff_wrote(uow, [thread.id for _, _, thread in found])
    spoke = await _spoke(uow, ids)
    out = await _opted_out(uow, [patient.id for _, patient, _ in found])
    return [
        CaseloadRow(
            referral=referral,
            patient=patient,
            conversation=thread,
            needs=tuple(one.label for one in needs[referral.id]),
            check_ins=tuple(sorted(check_ins[referral.id], key=lambda one: one.sequence)),
            plan=plans.get(referral.id),
            appointments=_standing(visits[referral.id]),
            staff_wrote_at=wrote.get(thread.id),
            spoke_at=spoke.get(referral.id),
            is_opted_out=patient.id in out,
        )
        for referral, patient, thread in found
    ]


def _open_people(
    practice_ids: Sequence[str], staff_id: str | None, *, is_unassigned: bool, need: str | None
) -> Select[Referral, Patient, Conversation]:
    conditions: list[ColumnElement[bool]] = [
        Referral.practice_id.in_(practice_ids),
        Referral.status.in_(("collecting", "waiting", "open")),
        is_for_a_person(),
    ]
    if staff_id is not None:
        conditions.append(or_(is_with(staff_id), _sees(Appointment.link_worker_id == staff_id)))
    if is_unassigned:
        nobody = and_(Referral.assigned_to.is_(None), Conversation.owner_id.is_(None))
        conditions += [nobody, ~_sees(Appointment.link_worker_id.is_not(None))]
    if need is not None:
        conditions.append(has_need(need))
    return (
        select(Referral, Patient, Conversation)
        .join(Patient, Patient.id == Referral.patient_id)
        .join(Conversation, Conversation.id == Referral.conversation_id)
        .where(*conditions)
        .order_by(Referral.created_at, Referral.id)
    )


def _sees(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Somebody has an appointment with them: who books by text is assigned to nobody yet."""
    return (
        select(Appointment.id)
        .where(
            Appointment.referral_id == Referral.id,
            Appointment.status.in_((*LIVE_STATUSES, "attended")),
            condition,
        )
        .correlate(Referral)
        .exists()
    )


def _standing(visits: Sequence[Appointment]) -> tuple[Appointment, ...]:
    kept = [one for one in visits if one.status not in ("cancelled", "held")]
    return tuple(sorted(kept, key=lambda one: one.starts_at))


async def _staff_wrote(uow: UnitOfWork, conversation_ids: Sequence[str]) -> dict[str, datetime]:
    """When a text of a person's last went to each; what Blether says is no contact, nor is what
    has not left yet, or did not arrive."""
    of, at = Message.conversation_id, func.coalesce(Message.send_at, Message.at)
    has_gone = Message.status.in_(("sent", "delivered"))
    theirs = Message.kind == "staff"
    return await _latest(uow, of, at, of.in_(conversation_ids), theirs, has_gone)


async def _spoke(uow: UnitOfWork, referral_ids: Sequence[str]) -> dict[str, datetime]:
    """When somebody was last reached by phone; a call that nobody took is no contact."""
    of, reached = PhoneCall.referral_id, PhoneCall.outcome == "reached"
    return await _latest(uow, of, PhoneCall.at, of.in_(referral_ids), reached)


async def _latest(
    uow: UnitOfWork,
    of: InstrumentedAttribute[str],
    at: ColumnElement[datetime] | InstrumentedAttribute[datetime],
    *conditions: ColumnElement[bool],
) -> dict[str, datetime]:
    """The latest `at` for each `of`."""
    rows = await uow.session.execute(select(of, func.max(at)).where(*conditions).group_by(of))
    return {row[0]: row[1] for row in rows}


async def _opted_out(uow: UnitOfWork, patient_ids: Sequence[str]) -> frozenset[str]:
    rows = await uow.session.scalars(
        select(OptOut.patient_id).where(
            OptOut.patient_id.in_(patient_ids), OptOut.ended_at.is_(None)
        )
    )
    return frozenset(rows)
