from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from storage.models import Message, Outbox, Patient
from storage.models.message import MessageKind, MessageStatus
from storage.repositories.messages import Messages
from storage.repositories.patients import Patients
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository

LONGEST_RETRY: Final = timedelta(minutes=45)
"""A refused text that waits for longer than any wait between two tries was put off besides."""

_DANGER: Final[tuple[MessageKind, ...]] = ("crisis", "duty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One row to send, with what is said and to whom."""

    outbox: Outbox
    message: Message
    patient: Patient


_CAN_WAIT: Final[tuple[MessageKind, ...]] = ("reminder", "check_in", "nudge", "notice")


def rank_of(kind: MessageKind) -> int:
    """0 for danger, 1 for whoever waits for an answer, 2 for what can wait."""
    if kind in _DANGER:
        return 0
    return 2 if kind in _CAN_WAIT else 1


class OutboxRows(Repository[Outbox]):
    model = Outbox

    async def claim(
        self,
        now: datetime,
        limit: int,
        lease_seconds: float,
        worker: str,
        *,
        besides: Collection[str] = (),
    ) -> list[Outbox]:
        """Lease rows that are due, each to one worker only; danger first, and whoever
        waits for an answer before whoever is only to be reminded. None of the messages `besides`,
        which the worker has in hand already, though their leases may have run out.

        A patient's texts go one after the other: while one is due, no later one is claimed.
        """
        is_crisis = Outbox.kind.in_(_DANGER)
        can_wait = Outbox.kind.in_(_CAN_WAIT)
        is_new = [Outbox.message_id.not_in(besides)] if besides else []
        due = (
            select(Outbox.message_id)
            .where(_is_free(now, lease_seconds), or_(is_crisis, _is_first_of_patient(now)), *is_new)
            .order_by(is_crisis.desc(), can_wait, Outbox.not_before, Outbox.message_id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")
            .prefix_with("MATERIALIZED", dialect="postgresql")  # read again, it would lock others
        )
        claimed = await self._session.scalars(
            update(Outbox)
            .where(Outbox.message_id.in_(select(due.c.message_id)))
            .values(
                lease_until=now + timedelta(seconds=lease_seconds),
                lease_by=worker,
                attempts=Outbox.attempts + 1,
            )
            .returning(Outbox)
            .execution_options(synchronize_session=False, populate_existing=True)
        )
        return sorted(claimed.all(), key=lambda row: (row.kind not in _DANGER, row.message_id))

    async def letters(self, message_ids: Sequence[str]) -> list[Letter]:
        """Claimed rows with their messages and patients, in one query; on SQLite by key, which
        costs less than putting the query together."""
        if self._in_loop is not None:
            found = [await self._letter(message_id) for message_id in sorted(message_ids)]
            return [letter for letter in found if letter is not None]
        rows = await self._session.execute(
            select(Outbox, Message, Patient)
            .join(Message, Message.id == Outbox.message_id)
            .join(Patient, Patient.id == Outbox.patient_id)
            .where(Outbox.message_id.in_(message_ids))
            .order_by(Outbox.message_id)
        )
        return [
            Letter(outbox=outbox, message=message, patient=patient)
            for outbox, message, patient in rows
        ]

    async def _letter(self, message_id: str) -> Letter | None:
        outbox = await self.get(message_id)
        if outbox is None:
            return None
        message = await Messages(self._session).get(message_id)
        patient = await Patients(self._session).get(outbox.patient_id)
        if message is None or patient is None:
            return None
        return Letter(outbox=outbox, message=message, patient=patient)

    async def release(self, message_id: str, not_before: datetime | None = None) -> None:
        """Give a row back, to be sent at once or not before a time."""
        values: dict[str, object] = {"lease_until": None, "lease_by": None}
        if not_before is not None:
            values["not_before"] = not_before
        await self._session.execute(
            update(Outbox).where(Outbox.message_id == message_id).values(values)
        )

    async def renew(self, message_id: str, worker: str, lease_until: datetime) -> bool:
        """Lengthen this worker's lease; False, and nothing done, if it holds the row no more."""
        kept = await self._session.scalar(
            update(Outbox)
            .where(Outbox.message_id == message_id, Outbox.lease_by == worker)
            .values(lease_until=lease_until)
            .returning(Outbox.message_id)
            .execution_options(synchronize_session=False)
        )
        return kept is not None

    async def give_back(self, message_id: str, worker: str) -> None:
        """Undo this worker's claim, as if it had never been: the text was not handed over."""
        await self._session.execute(
            update(Outbox)
            .where(Outbox.message_id == message_id, Outbox.lease_by == worker)
            .values(attempts=Outbox.attempts - 1, lease_until=None, lease_by=None)
        )

    async def remove(self, message_id: str) -> None:
        """The message needs no more sending, for whatever reason its status says."""
        if self._in_loop is not None:
            self._in_loop.remove(Outbox, message_id)
        else:
            await self._session.execute(delete(Outbox).where(Outbox.message_id == message_id))

    async def of_patient(self, patient_id: str) -> Sequence[Outbox]:
        """What still waits to be sent to a patient, in order."""
        return await self._read(_OF_PATIENT, {"patient_id": patient_id})

    async def due_count(self, now: datetime) -> int:
        """How many rows should have been sent by now."""
        query = select(func.count()).select_from(Outbox).where(Outbox.not_before <= now)
        return await self._session.scalar(query) or 0

    async def next_due(self, now: datetime) -> datetime | None:
        """When the next row that is not due yet will be."""
        return await self._session.scalar(
            select(func.min(Outbox.not_before)).where(Outbox.not_before > now)
        )


# Made once: whoever is handed over to a person or says STOP asks it.
_OF_PATIENT = Prepared(
    Outbox,
    lambda found: found.where(Outbox.patient_id == bindparam("patient_id")).order_by(
        Outbox.message_id
    ),
)


def _is_free(now: datetime, lease_seconds: float) -> ColumnElement[bool]:
    """Due, and held by nobody; a lease longer than any that is given is of a clock that was
    ahead, and by this one's reckoning might not run out for days."""
    return and_(
        Outbox.not_before <= now,
        or_(
            Outbox.lease_until.is_(None),
            Outbox.lease_until <= now,
            Outbox.lease_until > now + 2 * timedelta(seconds=lease_seconds),
        ),
    )


def _status_of(row: type[Outbox]) -> ScalarSelect[MessageStatus]:
    """Looked up by key, for the few rows that all else holds for; a join would read it of all."""
    return select(Message.status).where(Message.id == row.message_id).scalar_subquery()


def _is_first_of_patient(now: datetime) -> ColumnElement[bool]:
    earlier = aliased(Outbox)
    return ~(
        select(earlier.message_id)
        .where(
            earlier.patient_id == Outbox.patient_id,
            earlier.message_id < Outbox.message_id,
            earlier.kind != "duty",  # which goes to another phone
            # One that waits for its next try still goes first; one put off until morning does not,
            # whether or not it was refused before that. Nor does one that has left, and waits for a
            # phone that was off: whoever has written since is not kept waiting with it.
            or_(
                earlier.not_before <= now,
                and_(
                    earlier.attempts > 0,
                    earlier.not_before <= now + LONGEST_RETRY,
                    _status_of(earlier) != "sent",
                ),
            ),
        )
        .correlate(Outbox)
        .exists()
    )
