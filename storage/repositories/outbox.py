from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson
from sqlalchemy import bindparam, delete, select, update

from storage.models import Message, Outbox, Patient
from storage.models.message import INSIDE, MessageKind, Provider
from storage.models.outbox import rank_of
from storage.repositories.messages import Messages
from storage.repositories.outbox_due import LONGEST_RETRY, PREPARED, Which, due
from storage.repositories.patients import Patients
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository


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
    rank: int
    """How urgent it is: `rank_of` its kind, or of what waits behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Whose a row shall be, and from when for how long."""

    worker: str
    now: datetime
    length: timedelta

    @property
    def clock(self) -> dict[str, datetime]:
        """What tells rows that may be claimed from the others."""
        return {
            "now": self.now,
            "longest_lease": self.now + 2 * self.length,
            "longest_retry": self.now + LONGEST_RETRY,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which rows are wanted and how many: of a practice no more than `each`, those it has `held`
    already among them."""

    which: Which
    most: int
    each: int | None = None
    held: Mapping[str, int] = field(default_factory=dict)

    @property
    def but_of(self) -> list[str]:
        """The practices of which none is wanted."""
        each = self.each
        return [] if each is None else [id for id, held in self.held.items() if held >= each]

    def of(self, found: Iterable[Outbox]) -> Iterator[Outbox]:
        """Those of the rows found that are wanted."""
        taken = Counter(self.held)
        for row in found:
            taken[row.practice_id] += 1
            if self.each is None or taken[row.practice_id] <= self.each:
                yield row


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What was claimed; whether there may be more of it."""

    rows: Sequence[Outbox]
    may_be_more: bool


class OutboxRows(Repository[Outbox]):
    model = Outbox

    async def claim(self, wish: Wish, lease: Lease, *, besides: Collection[str] = ()) -> Claimed:
        """Lease rows that are due, each to one worker only. None of the messages `besides`,
        which the worker has in hand already, though their leases may have run out.

        A patient's texts go one after the other: while one is due, no later one is claimed but of
        danger.
        """
        find = self._find_together if self._in_loop is None else self._find_in_loop
        found = await find(wish, lease, besides)
        rows = list(wish.of(found))
        for row in rows:
            row.lease_until, row.lease_by = lease.now + lease.length, lease.worker
            row.attempts += 1
        return Claimed(rows=rows, may_be_more=len(found) == wish.most)

    async def _find_in_loop(
        self, wish: Wish, lease: Lease, besides: Collection[str]
    ) -> Sequence[Outbox]:
        """On SQLite, where there is one writer: what is read is still so when it is written."""
        left_out = {"practices": wish.but_of, "messages": list(besides)}
        values = {name: orjson.dumps(ids).decode() for name, ids in left_out.items()}
        return await self._read(PREPARED[wish.which], {**lease.clock, **values, "most": wish.most})

    async def _find_together(
        self, wish: Wish, lease: Lease, besides: Collection[str]
    ) -> Sequence[Outbox]:
        """Past what another worker is claiming, which is locked until it has."""
        found = await self._session.scalars(
            due(wish.which)(select(Outbox))
            .where(Outbox.message_id.not_in(besides), Outbox.practice_id.not_in(wish.but_of))
            .with_for_update(skip_locked=True, of=Outbox)
            .execution_options(populate_existing=True),
            {**lease.clock, "most": wish.most},
        )
        return found.all()

    async def envelopes(self, claimed: Sequence[Outbox]) -> list[Envelope]:
        """Where claimed rows go and by whom, in their order; none is opened, so that one that
        cannot be is nobody else's trouble."""
        if not claimed:
            return []
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
                rank=rank_of(row.kind),
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
