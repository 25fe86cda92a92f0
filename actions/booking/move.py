"""Move an appointment: one booking with a new time, and reminders for that time alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import storage.errors
from actions.basis.appointment_file import live_appointment
from actions.basis.audit import record
from actions.basis.errors import TimeTaken
from actions.basis.work import Work
from actions.booking.book import check_time_and_mode
from actions.booking.place_for import place_for
from actions.booking.plan_reminders import plan_reminders
from actions.booking.tell_of_change import tell_of_change
from actions.booking.who_keeps_visits import require_keeps_visits
from actions.waiting_list.offer_freed_time import Freed, offer_freed_time
from storage.models import Appointment
from storage.models.appointment import Mode


async def move(
    work: Work,
    appointment_id: str,
    starts_at: datetime,
    link_worker_id: str | None = None,
    mode: Mode | None = None,
    *,
    tell_patient: bool = True,
    room_id: str | None = None,
) -> Appointment:
    """Move to `starts_at`; raises TimeTaken, RoomTaken, NotFound, or NotAllowed if it is over or
    cancelled, or would be with somebody who keeps no visits here. The time that it had is offered
    to who waits for one.

    The person is told, unless it was they who moved it (`tell_patient=False`). Where when, with
    whom and how they meet stay as they are, nothing is said and nobody's yes is undone: another
    system may ask for the same again and again.
    """
    # Before the visit, as who changes the reminders does: so neither waits for the other in vain.
    await work.uow.practices.hold(work.practice)
    file = await live_appointment(work, appointment_id)
    appointment = file.appointment
    now = work.now_for(file.patient)
    mode = mode or appointment.mode
    worker = link_worker_id or appointment.link_worker_id
    as_it_is = (appointment.starts_at, appointment.link_worker_id, appointment.mode)
    if (starts_at, worker, mode) == as_it_is:
        return await _change_room(work, appointment, room_id, now)
    check_time_and_mode(work, now, starts_at, mode)
    await require_keeps_visits(work, worker)
    freed = Freed.by(appointment)
    await _take(work, appointment, starts_at, worker, mode, room_id)
    appointment.mode, appointment.updated_at = mode, now
    await work.uow.timers.cancel_for("appointment", appointment.id)
    if file.patient is not None and file.conversation_id is not None:
        await plan_reminders(work, appointment, file.patient, file.conversation_id)
    if tell_patient:
        if appointment.status == "confirmed":
            appointment.status = "booked"  # they said yes to the time before
        await tell_of_change(work, file, "moved_by_practice")
    await offer_freed_time(work, freed)
    record(work, "moved", appointment.id, subject_type="appointment")
    return appointment


async def _take(
    work: Work, visit: Appointment, starts_at: datetime, worker: str, mode: Mode, room: str | None
) -> None:
    """The new time and its room; raises TimeTaken, RoomTaken."""
    ends_at = starts_at + await _length(work, visit, starts_at, worker)
    room = await place_for(work, worker, starts_at, ends_at, mode, room_id=room, besides=visit)
    try:
        await work.uow.appointments.move(
            visit, starts_at=starts_at, ends_at=ends_at, link_worker_id=worker, room_id=room
        )
    except storage.errors.TimeTaken:
        raise TimeTaken from None


async def _length(work: Work, visit: Appointment, starts_at: datetime, worker: str) -> timedelta:
    """As the practice has chosen; one that a diary had longer stays so, where that is free."""
    usual = timedelta(minutes=work.practice.settings.appointment_minutes)
    own = visit.ends_at - visit.starts_at
    if visit.source != "import" or own <= usual:
        return usual
    is_free = await work.uow.appointments.is_free(
        starts_at, starts_at + own, link_worker_id=worker, besides=visit.id
    )
    return own if is_free else usual


async def _change_room(
    work: Work, appointment: Appointment, room_id: str | None, now: datetime
) -> Appointment:
    """People are told the room by whoever receives them, so a change of it is no news."""
    if room_id is None or room_id == appointment.room_id:
        return appointment
    visit = appointment
    visit.room_id = await place_for(
        work, visit.link_worker_id, visit.starts_at, visit.ends_at, visit.mode,
        room_id=room_id, besides=visit,
    )  # fmt: skip
    visit.updated_at = now
    record(work, "moved", visit.id, subject_type="appointment")
    return visit
