"""Texts that wait to leave, and what puts an end to them before they do.

Whatever ends them says so at once; `check` asks again at the moment of sending.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, TypeAlias

from bot.delivery.check import ENDED_BY_DANGER, DropReason
from bot.delivery.owners import SEND_LATER
from storage.models import Message, Outbox
from storage.models.message import MessageStatus
from storage.unit_of_work import UnitOfWork

Ending: TypeAlias = Literal[
    "closed",
    "handed_back",
    "opted_out",
    "frozen",
    "death_told",
    "danger",
    "not_safe_to_text",
    "new_number",
]


async def end_send_later(uow: UnitOfWork, patient_id: str, why: Ending, now: datetime) -> None:
    """Cancel what a colleague chose to have sent later to this person."""
    rows = await uow.outbox.of_patient(patient_id)
    await _end(uow, (row for row in rows if row.owner_type == SEND_LATER), why, now)


async def end_staff_texts(uow: UnitOfWork, patient_id: str, why: Ending, now: datetime) -> None:
    """Cancel all that colleagues wrote to this person and that has not left, or waits for its
    second try: who reads it may be somebody else."""
    rows = await uow.outbox.of_patient(patient_id)
    await _end(uow, (row for row in rows if row.kind == "staff"), why, now)


async def end_what_danger_overtook(uow: UnitOfWork, patient_id: str, now: datetime) -> None:
    """Cancel what a colleague or automation said before this person wrote of danger, and that was
    not handed over yet: no question or menu, nor words for how things stood, may follow the crisis
    lines. Of what may have left, `check` decides at its next try."""
    rows = await uow.outbox.of_patient(patient_id)
    unsent = (row for row in rows if row.attempts == 0 and row.kind in ENDED_BY_DANGER)
    await _end(uow, unsent, "danger", now)


async def end_all_waiting(uow: UnitOfWork, patient_id: str, why: Ending, now: datetime) -> None:
    """Cancel every text that still waits to be sent to this person."""
    await _end(uow, await uow.outbox.of_patient(patient_id), why, now)


async def _end(uow: UnitOfWork, rows: Iterable[Outbox], why: Ending, now: datetime) -> None:
    for row in rows:
        message = await uow.messages.lock(row.message_id)
        if message is not None:
            await uow.messages.move_status(message.id, status_of_unsent(message, why), why, now)
        await uow.outbox.remove(row.message_id)


def status_of_unsent(message: Message, why: Ending | DropReason) -> MessageStatus:
    """What is said of a text that will not be handed over any more."""
    if message.status == "sent":
        return "undelivered"  # its second try never left
    # One that was claimed and no more has not left; nor has one that was refused, and not tried
    # since.
    if message.status != "queued" and message.reason is None:
        return "unknown"  # it was handed over, and nobody ever learnt whether it arrived
    return "too_old" if why == "too_old" else "cancelled"
