"""Book an appointment, whoever asks. The database has the last word on a time being free."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeAlias

import storage.errors
from actions.basis.audit import record
from actions.basis.case_file import live_case
from actions.basis.errors import NotAllowed, NotFilledIn, TimeTaken
from actions.basis.pressed_twice import WITHIN
from actions.basis.work import Work
from actions.booking.place_for import place_for
from actions.booking.plan_reminders import plan_reminders
from actions.booking.who_keeps_visits import require_keeps_visits
from actions.waiting_list.leave_waiting_list import leave_list
from storage.models import Appointment, Conversation, Patient, Referral
from storage.models.appointment import AppointmentSource, Mode

FURTHEST_AHEAD = timedelta(days=3 * 366)
"""A chat in the year 2206 is one of this year with a slip of the finger."""

_Wanted: TypeAlias = tuple[str, str, datetime, Mode]
"""Of which referral, with whom, when and how."""


async def book(
    work: Work,
    referral_id: str,
    link_worker_id: str,
    starts_at: datetime,
    mode: Mode,
    *,
    source: AppointmentSource = "staff",
    room_id: str | None = None,
) -> Appointment:
    """Book this time for the person of this referral.

    Raises TimeTaken if somebody else was quicker, RoomTaken, NotAllowed for a time that is past,
    a mode that the practice does not offer, a call to somebody without a number, a link worker who
    keeps no visits here, or a person who has an appointment already (move that). The same booking
    again from a page within seconds is the one that was made: a button pressed twice. Another
    system has Idempotency-Key for that.
    """
    patient, conversation, referral = await live_case(work, referral_id)
    _require_number(patient, mode)
    return await book_for(
        work,
        patient,
        conversation,
        referral,
        link_worker_id,
        starts_at,
        mode,
        source=source,
        room_id=room_id,
    )


async def book_for(
    work: Work,
    patient: Patient,
    conversation: Conversation,
    referral: Referral,
    link_worker_id: str,
    starts_at: datetime,
    mode: Mode,
    *,
    source: AppointmentSource,
    room_id: str | None = None,
) -> Appointment:
    """As `book`, with the rows at hand."""
    now = work.now_for(patient)
    check_time_and_mode(work, now, starts_at, mode)
    wanted = (referral.id, link_worker_id, starts_at, mode)
    if again := await _booked_just_now(work, patient, wanted, by_staff=source == "staff"):
        return again
    await require_keeps_visits(work, link_worker_id)
    # Who changes the reminders in this very moment does not see this visit yet.
    await work.uow.practices.hold(work.practice)
    ends_at = starts_at + timedelta(minutes=work.practice.settings.appointment_minutes)
    room_id = await place_for(work, link_worker_id, starts_at, ends_at, mode, room_id=room_id)
    appointment = Appointment(
        practice_id=work.practice.id,
        patient_id=patient.id,
        referral_id=referral.id,
        link_worker_id=link_worker_id,
        starts_at=starts_at,
        ends_at=ends_at,
        mode=mode,
        room_id=room_id,
        status="booked",
        version=1,
        source=source,
        created_at=now,
        updated_at=now,
    )
    await _take(work, appointment)
    referral.assigned_to = referral.assigned_to or link_worker_id
    referral.updated_at = now
    await plan_reminders(work, appointment, patient, conversation.id)
    await leave_list(work, referral, "booked")
    record(work, "booked", appointment.id, subject_type="appointment")
    return appointment


def _require_number(patient: Patient, mode: Mode) -> None:
    """Who writes by web chat may have given none; a call that nobody can make is no visit."""
    if mode == "phone" and not patient.phone and patient.channel in ("web", "terminal"):
        raise NotFilledIn(
            "mode",
            "There is no number to phone. Put one in with their details first, or choose another "
            "way to meet.",
        )


async def _booked_just_now(
    work: Work, patient: Patient, wanted: _Wanted, *, by_staff: bool
) -> Appointment | None:
    """The very booking, made a moment ago: a button pressed twice. Raises NotAllowed for who has
    another; None for who has none."""
    now = work.now_for(patient)
    has = await work.uow.appointments.next_for_patient(patient.id, now)
    if has is None:
        return None
    was = (has.referral_id, has.link_worker_id, has.starts_at, has.mode)
    is_just_now = has.status == "booked" and has.created_at > now - WITHIN
    if by_staff and is_just_now and was == wanted:
        return has
    raise NotAllowed("This person has an appointment already. Move that one.")


async def _take(work: Work, appointment: Appointment) -> None:
    try:
        await work.uow.appointments.book(appointment)
    except storage.errors.TimeTaken:
        raise TimeTaken from None


def check_time_and_mode(work: Work, now: datetime, starts_at: datetime, mode: str) -> None:
    """Raise NotAllowed for a time past, too far away or with seconds, which would take up the next
    one too; or for a way of meeting not offered."""
    if starts_at <= now:
        raise NotAllowed("That time is past.")
    if starts_at - now > FURTHEST_AHEAD:
        raise NotAllowed("That time is more than three years away.")
    if starts_at.second or starts_at.microsecond:
        raise NotAllowed("That time is not a whole minute.")
    if mode not in work.practice.settings.modes:
        offered = ", ".join(work.practice.settings.modes)
        raise NotAllowed(f"The practice does not offer '{mode}'. It offers: {offered}.")
