"""One pretend phone and its referral, as they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels.simulator.phone_view import Option, PhoneView, WorkerView
from bot.channels.simulator.worker_view import worker_view
from bot.web.bubbles import bubble
from storage.models import Message, Patient, Practice
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """`patient_id`, `conversation_id` and `referral_id` are None until the first text."""

    practice_id: str
    view: PhoneView
    worker: WorkerView | None = None
    patient_id: str | None = None
    conversation_id: str | None = None
    referral_id: str | None = field(default=None)


async def read_phone(uow: UnitOfWork, practice: Practice, number: str, now: datetime) -> Phone:
    """Both halves of the page; `now` is the server's time."""
    patient = await uow.patients.by_contact(practice.id, number)
    if patient is None:
        view = _phone_view(practice, number, None, now, ())
        return Phone(practice_id=practice.id, view=view)
    messages = await uow.messages.of_patient(patient.id)
    view = _phone_view(practice, number, patient, now, messages)
    thread = await uow.conversations.thread(patient.id)
    if thread is None:
        return Phone(practice_id=practice.id, view=view, patient_id=patient.id)
    _, conversation, referral = thread
    return Phone(
        practice_id=practice.id,
        view=view,
        worker=await worker_view(uow, practice, thread, messages, now),
        patient_id=patient.id,
        conversation_id=conversation.id,
        referral_id=referral.id,
    )


async def next_due(uow: UnitOfWork, patient_id: str, now: datetime) -> datetime | None:
    """The earliest thing after `now` that this phone waits for, on the server's clock."""
    timers = await uow.timers.waiting_for_patient(patient_id)
    letters = await uow.outbox.of_patient(patient_id)
    times = [timer.due_at for timer in timers] + [letter.not_before for letter in letters]
    return min((at for at in times if at > now), default=None)


def _phone_view(
    practice: Practice,
    number: str,
    patient: Patient | None,
    now: datetime,
    messages: Sequence[Message],
) -> PhoneView:
    ahead = patient.clock_shift if patient else timedelta(0)
    role = practice.settings.role_title.capitalize()
    return PhoneView(
        number=number,
        practice_name=practice.name,
        timezone=practice.timezone,
        now=now + ahead,
        ahead=ahead,
        has_begun=patient is not None,
        bubbles=tuple(bubble(one, staff_name=role) for one in messages),
        options=_options(messages),
    )


def _options(messages: Sequence[Message]) -> tuple[Option, ...]:
    """The numbered answers of the last question, gone once something is sent."""
    for message in reversed(messages):
        if message.direction == "in":
            break
        if message.buttons:
            return tuple(
                Option(title=button["title"], text=str(place))
                for place, button in enumerate(message.buttons, start=1)
            )
    return ()
