from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, literal_column, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from storage.errors import TimeTaken
from storage.models import Appointment, Staff
from storage.models.appointment import IS_LIVE, LIVE_STATUSES
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository
from storage.repositories.upsert import insert_unless_there


class Appointments(Repository[Appointment]):
    model = Appointment

    async def book(self, appointment: Appointment) -> Appointment:
        """Insert, held or booked; TimeTaken leaves the unit usable and nothing inserted."""
        await self._flush()  # the time may be one that this unit has just given back
        statement = insert_unless_there(
            self._session, Appointment, "link_worker_id", "starts_at", where=IS_LIVE
        )
        if not await self._insert_and_watch(statement, appointment):
            raise TimeTaken("the link worker has another appointment then")
        return appointment

    async def at(
        self, patient_id: str | None, link_worker_id: str, starts_at: datetime
    ) -> Appointment | None:
        """This person's appointment with this link worker at this time, whatever its status; None
        for one that is nobody's."""
        query = select(Appointment).where(
            Appointment.patient_id == patient_id,
            Appointment.link_worker_id == link_worker_id,
            Appointment.starts_at == starts_at,
        )
        return (await self._session.scalars(query.order_by(Appointment.id.desc()))).first()

    async def move(
        self,
        appointment: Appointment,
        *,
        starts_at: datetime,
        ends_at: datetime,
        link_worker_id: str | None = None,
        room_id: str | None = None,
    ) -> Appointment:
        """To another time, and to the next version so that old timers are stale; or TimeTaken."""
        values = {
            "room_id": room_id,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "link_worker_id": link_worker_id or appointment.link_worker_id,
            "version": appointment.version + 1,
        }
        change = update(Appointment).where(Appointment.id == appointment.id).values(values)
        savepoint = await self._session.begin_nested()
        try:
            await self._session.execute(change.execution_options(synchronize_session=False))
        except IntegrityError:
            await savepoint.rollback()
            raise TimeTaken("the link worker has another appointment then") from None
        await savepoint.commit()
        for name, value in values.items():
            set_committed_value(appointment, name, value)
        return appointment

    async def lock(self, appointment: Appointment) -> bool:
        """Hold it until the unit ends, as it is now; False if it is gone. Whoever changes one takes
        it after the person's lane. SQLite's unit is the lock."""
        if not self._is_postgresql:
            return True
        query = select(Appointment).where(Appointment.id == appointment.id)
        found = await self._session.scalar(
            query.with_for_update(key_share=True).execution_options(populate_existing=True)
        )
        return found is not None

    async def take_turn(self, link_worker_id: str) -> None:
        """Nobody else gives away a time of this link worker's until this unit ends. Whoever also
        needs places of the waiting list takes this first, as who books does."""
        if self._is_postgresql:
            who = select(Staff.id).where(Staff.id == link_worker_id)
            await self._session.execute(who.with_for_update(key_share=True))

    async def is_free(
        self,
        starts_at: datetime,
        ends_at: datetime,
        *,
        link_worker_id: str,
        besides: str | None = None,
    ) -> bool:
        """Whether a link worker has no other live appointment then; kept so until this unit ends.

        On PostgreSQL whoever asks for the same link worker waits; SQLite has one writer anyhow.
        """
        await self.take_turn(link_worker_id)
        values = {"worker": link_worker_id, "starts": starts_at, "ends": ends_at}
        found = await self._read(_OVERLAPPING, values)
        return all(one.id == besides for one in found)

    async def live_for_patient(self, patient_id: str) -> Sequence[Appointment]:
        """Held, booked and confirmed ones, past ones that nobody closed included, in order."""
        return await self._all(
            select(Appointment).where(
                Appointment.patient_id == patient_id, Appointment.status.in_(LIVE_STATUSES)
            )
        )

    async def next_for_patient(self, patient_id: str, now: datetime) -> Appointment | None:
        """The next live one that has not ended."""
        found = await self._read(_NEXT, {"patient_id": patient_id, "now": now})
        return found[0] if found else None

    async def of_referral(self, referral_id: str) -> Sequence[Appointment]:
        """All of a referral, cancelled ones too, in order."""
        return await self._all(select(Appointment).where(Appointment.referral_id == referral_id))

    async def _all(self, query: Select[Appointment]) -> Sequence[Appointment]:
        ordered = query.order_by(Appointment.starts_at, Appointment.id)
        return (await self._session.scalars(ordered)).all()


# Made once: a turn that books or moves asks it again and again. The statuses are spelled out, as
# a list of parameters would be spelled out anew for every execution.
_NEXT = Prepared(
    Appointment,
    lambda found: (
        found.where(
            Appointment.patient_id == bindparam("patient_id"),
            text(IS_LIVE),
            Appointment.ends_at > bindparam("now"),
        )
        .order_by(Appointment.starts_at, Appointment.id)
        .limit(literal_column("1"))
    ),
)
_OVERLAPPING = Prepared(
    Appointment,
    lambda found: found.where(
        Appointment.link_worker_id == bindparam("worker"),
        text(IS_LIVE),
        Appointment.starts_at < bindparam("ends"),
        Appointment.ends_at > bindparam("starts"),
    ),
)
