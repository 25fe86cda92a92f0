from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from storage.models import Message, Outbox, Patient
from storage.models.message import INSIDE, MessageKind, MessageStatus, Provider
from storage.models.outbox import DANGER, RANK_IN_SQL, rank_of
from storage.repositories.messages import Messages
from storage.repositories.patients import Patients
from storage.repositories.prepared import Prepared, Shape
from storage.repositories.repository import Repository

LONGEST_RETRY: Final = timedelta(minutes=45)
"""A refused text that waits for longer than any wait between two tries was put off besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One row to send, with what is said and to whom."""

    outbox: Outbox
    message: Message
    patient: Patient


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What a letter shows unopened: nothing of it is sealed."""

    message_id: str
    practice_id: str
    conversation_id: str
    provider: Provider
    kind: MessageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """By whom and until when rows are leased, which are left out, and the clock of `_due_of`."""

    worker: str
    until: datetime
    besides: Collection[str]
    clock: dict[str, datetime]


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
        lease = timedelta(seconds=lease_seconds)
        clock = {"now": now, "longest_lease": now + 2 * lease, "longest_retry": now + LONGEST_RETRY}
        claim = _Claim(worker=worker, until=now + lease, besides=besides, clock=clock)
        claim_of = self._claim_together if self._in_loop is None else self._claim_in_loop
        claimed: list[Outbox] = []
        for rank in _DUE:
            if len(claimed) < limit:
                claimed += await claim_of(rank, limit - len(claimed), claim)
        return sorted(claimed, key=lambda row: (row.kind not in DANGER, row.message_id))

    async def _claim_in_loop(self, rank: int, limit: int, claim: _Claim) -> list[Outbox]:
        """On SQLite, where there is one writer: what is read is still so when it is written."""
        found = await self._read(_DUE[rank], {**claim.clock, "most": limit + len(claim.besides)})
        claimed = [row for row in found if row.message_id not in claim.besides][:limit]
        for row in claimed:
            row.lease_until, row.lease_by = claim.until, claim.worker
            row.attempts += 1
        return claimed

    async def _claim_together(self, rank: int, limit: int, claim: _Claim) -> list[Outbox]:
        """In one statement, past what another worker is claiming."""
        due = (
            _due_of(rank)(select(Outbox.message_id))
            .where(Outbox.message_id.not_in(claim.besides))
            .with_for_update(skip_locked=True, of=Outbox)
            .cte("due")
            .prefix_with("MATERIALIZED", dialect="postgresql")  # read again, it would lock others
        )
        claimed = await self._session.scalars(
            update(Outbox)
            .where(Outbox.message_id.in_(select(due.c.message_id)))
            .values(attempts=Outbox.attempts + 1, lease_until=claim.until, lease_by=claim.worker)
            .returning(Outbox)
            .execution_options(synchronize_session=False, populate_existing=True),
            {**claim.clock, "most": limit},
        )
        return list(claimed.all())

    async def envelopes(self, claimed: Sequence[Outbox]) -> list[Envelope]:
        """Where claimed rows go and by whom, in their order; none is opened, so that one that
        cannot be is nobody else's trouble."""
        ids = [row.message_id for row in claimed]
        if self._in_loop is not None:
            found = [row for id in ids for row in self._in_loop.rows(_OUTSIDE, {"id": id})]
        else:
            of_all = select(*_OUTSIDE_COLUMNS).where(Message.id.in_(ids))
            found = [list(row) for row in await self._session.execute(of_all)]
        outside = {id: (conversation_id, provider) for id, conversation_id, provider in found}
        return [
            Envelope(
                message_id=row.message_id,
                practice_id=row.practice_id,
                conversation_id=outside[row.message_id][0],
                provider=outside[row.message_id][1] or INSIDE,
                kind=row.kind,
            )
            for row in claimed
        ]

    async def letter(self, message_id: str) -> Letter | None:
        """One row with its message and patient, opened; SealBroken where that cannot be."""
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
        await self._session.execute(
            update(Outbox).where(Outbox.message_id == message_id).values(_let_go(not_before))
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

    async def give_back(
        self, message_id: str, worker: str, not_before: datetime | None = None
    ) -> None:
        """Undo this worker's claim, as if it had never been: the text was not handed over. It may
        be claimed again at once, or not before a time."""
        await self._session.execute(
            update(Outbox)
            .where(Outbox.message_id == message_id, Outbox.lease_by == worker)
            .values(attempts=Outbox.attempts - 1, **_let_go(not_before))
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


_OUTSIDE_COLUMNS = (Message.id, Message.conversation_id, Message.provider)
_OUTSIDE = select(*_OUTSIDE_COLUMNS).where(Message.id == bindparam("id"))

# Made once: whoever is handed over to a person or says STOP asks it.
_OF_PATIENT = Prepared(
    Outbox,
    lambda found: found.where(Outbox.patient_id == bindparam("patient_id")).order_by(
        Outbox.message_id
    ),
)


def _let_go(not_before: datetime | None) -> dict[str, object]:
    """What a row holds that nobody does, and that may not be claimed before a time."""
    free: dict[str, object] = {"lease_until": None, "lease_by": None}
    return free if not_before is None else {**free, "not_before": not_before}


def _due_of(rank: int) -> Shape:
    """The rows of a rank that may be claimed, longest due first, by `now` and `most`."""

    def shape(found: Select[Any]) -> Select[Any]:
        due = [literal_column(RANK_IN_SQL) == literal_column(str(rank)), _is_free()]
        if rank > rank_of(DANGER[0]):
            due.append(_is_first_of_patient())
        in_order = found.where(*due).order_by(Outbox.not_before, Outbox.message_id)
        return in_order.limit(bindparam("most", type_=Integer))

    return shape


def _is_free() -> ColumnElement[bool]:
    """Due, and held by nobody; a lease longer than any that is given is of a clock that was
    ahead, and by this one's reckoning might not run out for days."""
    return and_(
        Outbox.not_before <= bindparam("now"),
        or_(
            Outbox.lease_until.is_(None),
            Outbox.lease_until <= bindparam("now"),
            Outbox.lease_until > bindparam("longest_lease"),
        ),
    )


def _status_of(row: type[Outbox]) -> ScalarSelect[MessageStatus]:
    """Looked up by key, for the few rows that all else holds for; a join would read it of all."""
    return select(Message.status).where(Message.id == row.message_id).scalar_subquery()


def _is_first_of_patient() -> ColumnElement[bool]:
    earlier = aliased(Outbox)
    return ~(
        select(earlier.message_id)
        .where(
            earlier.patient_id == Outbox.patient_id,
            earlier.message_id < Outbox.message_id,
            earlier.kind != literal_column("'duty'"),  # which goes to another phone
            # One that waits for its next try still goes first; one put off until morning does not,
            # whether or not it was refused before that. Nor does one that has left, and waits for a
            # phone that was off: whoever has written since is not kept waiting with it.
            or_(
                earlier.not_before <= bindparam("now"),
                and_(
                    earlier.attempts > 0,
                    earlier.not_before <= bindparam("longest_retry"),
                    _status_of(earlier) != "sent",
                ),
            ),
        )
        .correlate(Outbox)
        .exists()
    )


# The ranks, the most urgent first, and what may be claimed of each.
_DUE: Final = {rank: Prepared(Outbox, _due_of(rank)) for rank in range(3)}
