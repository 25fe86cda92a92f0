"""Say what became of an appointment: attended, or missed, which is a sign that somebody may
need a hand, never a reason to scold or discharge (Ellis 2017; BMC Med 2019)."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, cast, get_args

from actions.basis.appointment_file import AppointmentFile, appointment_file, require_somebodys
from actions.basis.audit import record
from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from actions.booking.cancel import cancel
from actions.booking.tell_of_change import tell_of_change
from actions.casework.raise_in_inbox import raise_in_inbox
from actions.check_ins.follow_up import follow_up
from bot.delivery.attention import no_longer, reasons
from storage.models import Appointment, Patient, Referral
from storage.models.appointment import AppointmentStatus

Settable: TypeAlias = Literal["confirmed", "cancelled", "attended", "did_not_attend"]
SETTABLE: Final[tuple[Settable, ...]] = get_args(Settable)


async def set_status(work: Work, appointment_id: str, status: str) -> Appointment:
    """Set one of SETTABLE, or leave what is so already; raises NotAllowed for another status, one
    that cannot follow, a time that is nobody's yet, and for what became of an appointment that has
    not begun."""
    if status not in SETTABLE:
        raise NotAllowed(f"An appointment's status can be set to: {', '.join(sorted(SETTABLE))}.")
    file = await appointment_file(work, appointment_id)
    appointment = file.appointment
    require_somebodys(appointment)
    if appointment.status == status:
        return appointment
    if status == "cancelled":
        return await cancel(work, appointment_id)
    if not appointment.is_live and status == "confirmed":
        raise NotAllowed("That appointment is cancelled or over.")
    if appointment.status == "cancelled" and status == "did_not_attend":
        raise NotAllowed("That appointment was called off, so nobody was expected.")
    now = work.now_for(file.patient)
    if status != "confirmed" and appointment.starts_at > now:
        raise NotAllowed("That appointment has not begun yet.")
    appointment.status = cast(AppointmentStatus, status)
    appointment.updated_at = now
    if status != "confirmed":
        appointment.version += 1
        await work.uow.timers.cancel_for("appointment", appointment.id)
    await _follow_up(work, file, status)
    record(work, status, appointment.id, subject_type="appointment")
    return appointment


async def _follow_up(work: Work, file: AppointmentFile, status: str) -> None:
    """Who did not come is asked kindly and raised in the inbox; who came is checked in on."""
    visit, patient = file.appointment, file.patient
    referral = await work.uow.referrals.get(visit.referral_id) if visit.referral_id else None
    if referral is None or patient is None:
        return
    if status == "did_not_attend":
        raise_in_inbox(work, referral, "did_not_attend", patient=patient)
        await tell_of_change(work, file, "missed")
    if status == "attended":
        if "did_not_attend" in reasons(referral):
            await _was_marked_by_mistake(work, referral, patient)
        referral.first_human_at = referral.first_human_at or visit.starts_at
        await follow_up(work, referral, patient, since=visit.starts_at)


async def _was_marked_by_mistake(work: Work, referral: Referral, patient: Patient) -> None:
    """What a missed visit stood in front of, that texting had ended, is asked about again."""
    no_longer(referral, "did_not_attend")
    if await work.uow.opt_outs.is_out(patient.id):
        raise_in_inbox(work, referral, "opted_out", patient=patient)
