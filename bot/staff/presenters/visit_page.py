"""One visit: when, who, how, where, and after a missed one what to know before looking in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from actions.basis.as_shown import as_shown
from actions.basis.work import Work
from bot.staff.presenters.person import ByPhone, by_phone, full_name, phone
from storage.models import Appointment, Audit, Patient, Referral, Timer
from storage.views.calendar import missed_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Welfare:
    """What helps to decide how to look in on somebody who did not come.

    `text` says what became of the kind text: "sent", "waiting", "none" or why it was not sent.
    `is_answered`: somebody has spoken with them about it.
    """

    risk: str
    risk_raised_at: datetime | None
    missed: int
    phone: str
    by_phone: ByPhone
    safe_to_text: str
    is_opted_out: bool
    can_be_texted: bool
    text: str
    is_answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    id: str
    as_shown: str
    path: str
    starts_at: datetime
    ends_at: datetime
    who: str
    referral_id: str
    mode: str
    room: str
    room_id: str
    status: str
    with_name: str
    link_worker_id: str
    is_live: bool
    has_begun: bool
    welfare: Welfare | None


async def present_visit(work: Work, visit: Appointment) -> VisitView:
    uow = work.uow
    patient = await uow.patients.get(visit.patient_id) if visit.patient_id else None
    referral = await uow.referrals.get(visit.referral_id) if visit.referral_id else None
    worker = await uow.staff.get(visit.link_worker_id)
    room = await uow.rooms.get(visit.room_id) if visit.room_id else None
    is_missed = visit.status == "did_not_attend" and patient is not None
    return VisitView(
        id=visit.id,
        as_shown=as_shown(visit),
        path=f"/staff/appointments/{visit.id}",
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        who=full_name(patient) if patient else "",
        referral_id=visit.referral_id or "",
        mode=visit.mode,
        room=room.name if room else "",
        room_id=visit.room_id or "",
        status=visit.status,
        with_name=worker.name if worker else "",
        link_worker_id=visit.link_worker_id,
        is_live=visit.is_live and (visit.status != "held" or visit.patient_id is not None),
        has_begun=visit.starts_at <= work.now_for(patient),
        welfare=await _welfare(work, visit, patient, referral) if is_missed and patient else None,
    )


async def _welfare(
    work: Work, visit: Appointment, patient: Patient, referral: Referral | None
) -> Welfare:
    uow = work.uow
    flags = await uow.risk_flags.of_referral(referral.id) if referral else []
    is_out = await uow.opt_outs.is_out(patient.id)
    timers = await uow.timers.of_owner("appointment_change", visit.id)
    return Welfare(
        risk=referral.risk if referral else "none",
        risk_raised_at=max((one.raised_at for one in flags), default=None),
        missed=len(await missed_by(uow, patient.id)),
        phone=phone(patient),
        by_phone=by_phone(patient),
        safe_to_text=patient.safe_to_text,
        is_opted_out=is_out,
        can_be_texted=not (is_out or patient.frozen_at or patient.unreachable_reason),
        text=_text_state([one for one in timers if one.kind == "missed"]),
        is_answered=any(one.detail.get("deed") == "spoke" for one in await _deeds(work, visit)),
    )


async def _deeds(work: Work, visit: Appointment) -> list[Audit]:
    trail = await work.uow.audit.of_subject("appointment", visit.id)
    return [one for one in trail if one.action == "checked_welfare"]


def _text_state(timers: Sequence[Timer]) -> str:
    if not timers:
        return "none"
    last = timers[-1]
    if last.status in ("done", "waiting"):
        return "sent" if last.status == "done" else "waiting"
    return last.reason or last.status
