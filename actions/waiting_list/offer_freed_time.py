"""A booked time comes free: hold it, and offer it to the first on the waiting list whom it fits.

The time is held by an appointment that belongs to nobody yet; whoever takes it makes it theirs.
Unanswered, it goes to the next in order, and when nobody is left it is free for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from actions.basis.audit import record
from actions.basis.timers import set_timer
from actions.basis.work import Work
from actions.booking.open_diary import open_diary
from actions.booking.place_for import place_for
from actions.booking.stretches import stretches_on
from actions.waiting_list.passed_over import why_passed_over
from storage.models import Appointment, Conversation, Patient, WaitingPlace
from storage.models.appointment import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """What an appointment took up; `starts_at` is aware and in UTC. Whoever takes it has as long as
    visits of the practice are, however long that one was by its diary."""

    link_worker_id: str
    starts_at: datetime
    mode: Mode

    @classmethod
    def by(cls, appointment: Appointment) -> Freed:
        return cls(
            link_worker_id=appointment.link_worker_id,
            starts_at=appointment.starts_at,
            mode=appointment.mode,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """Who is next, where we write to them, and the way of meeting that suits."""

    place: WaitingPlace
    patient: Patient
    conversation: Conversation
    mode: Mode


async def offer_freed_time(work: Work, freed: Freed) -> None:
    """Offer it, if anybody waits and if people may still book it: no leave, not too soon."""
    if not await work.uow.waiting_places.does_anybody_wait(work.practice.id):
        return
    await work.uow.appointments.take_turn(freed.link_worker_id)
    waiting = await work.uow.waiting_places.waiting(work.practice.id)
    if not waiting or not await _is_bookable(work, freed):
        return
    fit = await _first_fit(work, waiting, await _ways_to_meet(work, freed))
    if fit is None:
        return
    worker, starts = freed.link_worker_id, freed.starts_at
    ends = starts + timedelta(minutes=work.practice.settings.appointment_minutes)
    hold = Appointment(
        practice_id=work.practice.id,
        link_worker_id=worker,
        starts_at=starts,
        ends_at=ends,
        mode=fit.mode,
        room_id=await place_for(work, worker, starts, ends, fit.mode),
        status="held",
        created_at=work.now,
        updated_at=work.now,
    )
    await work.uow.appointments.book(hold)
    await _offer(work, fit, hold)


async def pass_on(work: Work, place: WaitingPlace) -> None:
    """Nothing came of the offer: the place is kept, and the time goes to the next in order."""
    hold = await held_for(work, place)
    if hold is not None:
        await work.uow.appointments.take_turn(hold.link_worker_id)
    place.status = "waiting"
    place.version += 1
    place.offered_appointment_id = place.offered_until = None
    if hold is None:
        return
    behind = await work.uow.waiting_places.waiting(work.practice.id, after=place)
    fit = None
    if last_moment(work, hold) > work.now:
        fit = await _first_fit(work, behind, await _ways_to_meet(work, Freed.by(hold)))
    hold.version += 1
    hold.updated_at = work.now
    if fit is None:
        hold.status = "cancelled"
        record(work, "nobody_took_freed_time", hold.id, subject_type="appointment")
        return
    hold.room_id = await place_for(
        work, hold.link_worker_id, hold.starts_at, hold.ends_at, fit.mode, besides=hold
    )
    hold.mode = fit.mode
    await _offer(work, fit, hold)


async def held_for(work: Work, place: WaitingPlace) -> Appointment | None:
    """The appointment that holds the time offered to `place`, while it does."""
    if place.status != "offered" or place.offered_appointment_id is None:
        return None
    hold = await work.uow.appointments.get(place.offered_appointment_id)
    return hold if hold is not None and hold.status == "held" else None


def last_moment(work: Work, hold: Appointment) -> datetime:
    """After this nobody can be given so short a notice."""
    return hold.starts_at - timedelta(hours=work.practice.settings.minimum_notice_hours)


async def _offer(work: Work, fit: _Fit, hold: Appointment) -> None:
    place = fit.place
    place.status = "offered"
    place.version += 1
    place.offered_appointment_id = hold.id
    place.offered_until = None
    await set_timer(
        work,
        patient=fit.patient,
        conversation_id=fit.conversation.id,
        kind="freed_time",
        owner_type="waiting_place",
        owner_id=place.id,
        owner_version=place.version,
        due_in=timedelta(0),
        expires_at=last_moment(work, hold),
    )
    record(work, "offered_freed_time", place.referral_id, detail={"appointment": hold.id})


async def _is_bookable(work: Work, freed: Freed) -> bool:
    await work.uow.flush()  # it was given back in this very unit
    diary = await open_diary(work, now=work.now, link_worker_id=freed.link_worker_id)
    return any(one.starts_at == freed.starts_at for day in diary.days() for one in day)


async def _ways_to_meet(work: Work, freed: Freed) -> list[Mode]:
    """How the link worker sees people then; the way it was booked comes first."""
    diary = await open_diary(work, now=work.now, link_worker_id=freed.link_worker_id)
    local = freed.starts_at.astimezone(work.timezone)
    at = f"{local:%H:%M}"
    found = {
        mode
        for stretch in stretches_on(local.date(), diary.shifts, diary.single_days)
        if stretch.from_time <= at < stretch.to_time
        for mode in stretch.modes
    }
    offered = work.practice.settings.modes
    return sorted(
        (mode for mode in offered if mode in found),  # type: ignore[misc]  # the practice's own
        key=lambda mode: mode != freed.mode,
    )


async def _first_fit(
    work: Work, waiting: Sequence[WaitingPlace], modes: Sequence[Mode]
) -> _Fit | None:
    for place in waiting:
        mode = next((mode for mode in modes if mode in place.modes), None)
        patient = await work.uow.patients.get(place.patient_id)
        conversation = await work.uow.conversations.live_for(place.patient_id)
        if mode is None or patient is None or conversation is None:
            continue
        if not await why_passed_over(work, patient, conversation):
            return _Fit(place=place, patient=patient, conversation=conversation, mode=mode)
    return None
