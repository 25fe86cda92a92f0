"""Appointments: list, book, move, mark, and import from a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from actions.basis.work import Work
from actions.booking.book import book
from actions.booking.collisions import Why, why_not
from actions.booking.move import move
from actions.booking.set_status import SETTABLE, set_status
from actions.booking.who_keeps_visits import who_keeps_visits
from actions.booking.worker_for_time import worker_for_time
from actions.imports.check_appointments import good
from actions.imports.import_appointments import import_appointments
from actions.imports.look_up_appointments import ON_LEAVE, look_up_appointments
from bot.api.appointment_csv import read_rows
from bot.api.call import Call
from bot.api.endpoint import Endpoint
from bot.api.paging import cursor_of, split
from bot.api.present import appointment_shape
from bot.api.problems import Problem, not_found
from bot.api.resources.referrals import page_of
from bot.api.schemas.appointment import (
    AppointmentChange,
    AppointmentQuery,
    AppointmentShape,
    ArrangedAppointment,
    ImportedAppointments,
    ImportNote,
    NewAppointment,
)
from bot.api.schemas.base import Listing
from bot.api.visits_read import record_visits_read
from bot.live import ANY
from storage.models import Appointment
from storage.models.staff import WHO_MANAGES
from storage.unit_of_work import UnitOfWork
from storage.views.dossiers import find_dossier, staff_of
from storage.views.listings import list_appointments as listed

_NOTES: Final[Mapping[Why, str]] = {
    "left": "this link worker works here no more",
    "leave": ON_LEAVE,
    "bank_holiday": "that day is a bank holiday",
    "outside_hours": "this link worker does not work then",
}
_ALSO_CSV: Final = frozenset(
    ("application/csv", "application/vnd.ms-excel", "text/plain", "application/octet-stream")
)
"""What programs call a file of CSV; the last is also that of one that says nothing."""


async def list_appointments(call: Call[AppointmentQuery, None]) -> Listing[AppointmentShape]:
    query = call.query
    call.require_own_practice(query.practice)
    page = page_of(query)
    async with call.working() as work:
        found = await listed(
            work.uow,
            [call.caller.practice_id],
            limit=page.one_more,
            before=page.after,
            status=query.status,
            referral_id=query.referral,
            since=query.since,
            until=query.until,
        )
        staff = await staff_of(work.uow, [call.caller.practice_id])
        rows, has_more = split(found, page)
        record_visits_read(work, rows)
    return Listing[AppointmentShape](
        items=[appointment_shape(one, call.caller.practice_code, staff) for one in rows],
        next=cursor_of(rows[-1].id) if has_more else None,
    )


async def get_appointment(call: Call[None, None]) -> AppointmentShape:
    async with call.working() as work:
        visit = await _require(work.uow, call)
        staff = await staff_of(work.uow, [call.caller.practice_id])
        record_visits_read(work, [visit])
    return appointment_shape(visit, call.caller.practice_code, staff)


async def post_appointment(call: Call[None, NewAppointment]) -> ArrangedAppointment:
    wanted = call.body
    async with call.working() as work:
        dossier = await find_dossier(work.uow, [call.caller.practice_id], wanted.referral)
        if dossier is None:
            raise _wrong("body.referral", "no referral of this practice")
        details = dossier.details
        known = (details.conversation.owner_id, details.referral.assigned_to)
        worker = (
            await _worker(work, wanted.link_worker)
            if wanted.link_worker
            else await worker_for_time(work, known, wanted.starts_at)
        )
        visit = await book(
            work, wanted.referral, worker, wanted.starts_at, wanted.mode, source="api"
        )
        _require_length(visit, wanted.ends_at)
        await work.uow.flush()
        why = await why_not(work, visit)
    call.tell(visit.practice_id, dossier.details.conversation.id)
    return _arranged(appointment_shape(visit, call.caller.practice_code, dossier.staff), why)


async def patch_appointment(call: Call[None, AppointmentChange]) -> ArrangedAppointment:
    change, why = call.body, None
    async with call.working() as work:
        there = await _require(work.uow, call)
        staff = await staff_of(work.uow, [call.caller.practice_id])
        worker = await _worker(work, change.link_worker) if change.link_worker else None
        _require_the_same(there, change, call.caller.practice_code)
        wanted = (change.starts_at or there.starts_at, worker, change.mode)
        if _is_arranged(there, change, worker):
            visit = await move(work, there.id, *wanted)
            why = await why_not(work, visit)
        elif change.status in SETTABLE:
            visit = await set_status(work, there.id, change.status)
        elif change.status in (None, there.status):
            visit = there
        else:
            raise _wrong("body.status", f"can be set to {', '.join(SETTABLE)}")
        _require_length(visit, change.ends_at)
        await work.uow.flush()
        referral = await work.uow.referrals.get(visit.referral_id) if visit.referral_id else None
    if referral is not None:
        call.tell(referral.practice_id, referral.conversation_id)
    return _arranged(appointment_shape(visit, call.caller.practice_code, staff), why)


def _require_the_same(there: Appointment, change: AppointmentChange, practice: str) -> None:
    """Raises Problem 422 where the change says otherwise of what never changes."""
    stays = {
        "id": (change.id, there.id),
        "practice": (change.practice, practice),
        "referral": (change.referral, there.referral_id),
        "source": (change.source, there.source),
        "created_at": (change.created_at, there.created_at),
    }
    for name, (given, is_so) in stays.items():
        if given not in (None, is_so):
            raise _wrong(f"body.{name}", "stays as it is")


def _is_arranged(there: Appointment, change: AppointmentChange, worker: str | None) -> bool:
    """Whether when, with whom or how they meet is what is asked for; raises Problem 422 where what
    became of it is asked for as well."""
    is_moved = (
        change.starts_at not in (None, there.starts_at)
        or worker not in (None, there.link_worker_id)
        or change.mode not in (None, there.mode)
    )
    if is_moved and change.status not in (None, "booked", there.status):
        raise _wrong("body.status", "move it, or say what became of it: not both at once")
    is_said = (change.starts_at, change.link_worker, change.mode) != (None, None, None)
    return is_moved or (is_said and change.status is None)


async def post_import(call: Call[None, str]) -> ImportedAppointments:
    """All rows or none: every problem of every row is told at once."""
    call.require_own_practice(call.path["code"])
    async with call.working() as work:
        team = await who_keeps_visits(work)
        rows = read_rows(call.body, practice=work.practice, team=team, now=work.now)
        visits = good(rows)
        await look_up_appointments(work.uow, work.practice, rows)
        done = await import_appointments(work, visits)
        await work.uow.flush()
        staff = await staff_of(work.uow, [call.caller.practice_id])
    call.tell(call.caller.practice_id, ANY)
    return ImportedAppointments(
        imported=len(done.made),
        items=[
            appointment_shape(one, call.caller.practice_code, staff)
            for one in (*done.made, *done.there, *done.called_off)
        ],
        notes=[ImportNote(row=row.row, note=note) for row in rows for note in row.notes],
    )


def _arranged(shape: AppointmentShape, why: Why | None) -> ArrangedAppointment:
    notes = [_NOTES[why]] if why is not None else []
    return ArrangedAppointment(**shape.model_dump(), notes=notes)


async def _require(uow: UnitOfWork, call: Call[Any, Any]) -> Appointment:
    found = await uow.appointments.get(call.path["id"])
    if found is None or found.practice_id != call.caller.practice_id:
        raise not_found()
    return found


def _require_length(visit: Appointment, ends_at: datetime | None) -> None:
    """Raises Problem 422, which undoes it, for a length that the practice has not chosen."""
    if ends_at is not None and ends_at != visit.ends_at:
        minutes = round((visit.ends_at - visit.starts_at).total_seconds() / 60)
        raise _wrong("body.ends_at", f"appointments of this practice last {minutes} minutes")


async def _worker(work: Work, email: str) -> str:
    """The id of the practice's link worker with this address; raises Problem 422."""
    named = [one.id for one in await who_keeps_visits(work) if one.email == email.strip().lower()]
    if not named:
        raise _wrong("body.link_worker", "unknown at this practice")
    return named[0]


def _wrong(place: str, problem: str) -> Problem:
    return Problem(
        422, "Something in the body is not right.", errors=[{"place": place, "problem": problem}]
    )


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/appointments",
        name="listAppointments",
        summary="Appointments, newest first",
        tag="Appointments",
        handler=list_appointments,
        query=AppointmentQuery,
        answer=Listing[AppointmentShape],
        problems=(404,),
    ),
    Endpoint(
        method="POST",
        path="/appointments",
        name="bookAppointment",
        summary="Book an appointment for a referral",
        tag="Appointments",
        handler=post_appointment,
        body=NewAppointment,
        answer=ArrangedAppointment,
        status=201,
        problems=(409,),
    ),
    Endpoint(
        method="GET",
        path="/appointments/{id}",
        name="getAppointment",
        summary="One appointment",
        tag="Appointments",
        handler=get_appointment,
        answer=AppointmentShape,
        problems=(404,),
    ),
    Endpoint(
        method="PATCH",
        path="/appointments/{id}",
        name="changeAppointment",
        summary="Move an appointment, or say what became of it",
        tag="Appointments",
        handler=patch_appointment,
        body=AppointmentChange,
        answer=ArrangedAppointment,
        problems=(409,),
    ),
    Endpoint(
        method="POST",
        path="/practices/{code}/appointments/import",
        name="importAppointments",
        summary="Import appointments from CSV: all rows or none",
        tag="Appointments",
        handler=post_import,
        roles=WHO_MANAGES | {"link_worker"},
        body_type="text/csv",
        body_types_too=_ALSO_CSV,
        answer=ImportedAppointments,
        problems=(409,),
    ),
)
