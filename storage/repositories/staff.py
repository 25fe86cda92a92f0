from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, exists, select

from storage.models import FormerColleague, Practice, Staff, StaffPractice
from storage.models.staff import Role
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository
from storage.repositories.upsert import insert_unless_there
from storage.repositories.working import keeps_visits


class StaffMembers(Repository[Staff]):
    model = Staff

    async def by_email(self, email: str) -> Staff | None:
        """Whoever signs in with this address, in whatever case it was typed."""
        address = email.strip().lower()
        return await self._session.scalar(select(Staff).where(Staff.email == address))

    async def of_practice(self, practice_id: str, role: Role | None = None) -> Sequence[Staff]:
        """Active staff of a practice, by name."""
        query = (
            select(Staff)
            .join(StaffPractice, StaffPractice.staff_id == Staff.id)
            .where(StaffPractice.practice_id == practice_id, Staff.is_active)
            .order_by(Staff.name, Staff.id)
        )
        if role is not None:
            query = query.where(Staff.role == role)
        return (await self._session.scalars(query)).all()

    async def who_keep_visits(self, practice_id: str) -> Sequence[Staff]:
        """Who of a practice may have appointments, by name."""
        return await self._read(_WHO_KEEP_VISITS, {"practice_id": practice_id})

    async def practices_of(self, staff_id: str) -> Sequence[Practice]:
        """The practices someone works for, by name."""
        query = (
            select(Practice)
            .join(StaffPractice, StaffPractice.practice_id == Practice.id)
            .where(StaffPractice.staff_id == staff_id)
            .order_by(Practice.name, Practice.id)
        )
        return (await self._session.scalars(query)).all()

    async def all_of(self, practice_ids: Sequence[str]) -> Sequence[Staff]:
        """Everybody of these practices, active or not, by name."""
        here = select(StaffPractice.staff_id).where(StaffPractice.practice_id.in_(practice_ids))
        query = select(Staff).where(Staff.id.in_(here)).order_by(Staff.name, Staff.id)
        return (await self._session.scalars(query)).all()

    async def practices_among(self, staff_ids: Sequence[str]) -> dict[str, list[Practice]]:
        """The practices of each of these people, by name."""
        query = (
            select(StaffPractice.staff_id, Practice)
            .join(Practice, Practice.id == StaffPractice.practice_id)
            .where(StaffPractice.staff_id.in_(staff_ids))
            .order_by(Practice.name, Practice.id)
        )
        found: dict[str, list[Practice]] = {one: [] for one in staff_ids}
        for staff_id, practice in await self._session.execute(query):
            found[staff_id].append(practice)
        return found

    async def works_at(self, staff_id: str, practice_id: str) -> bool:
        """Whether an active member of staff belongs to the practice."""
        query = select(
            exists().where(
                StaffPractice.staff_id == staff_id,
                StaffPractice.practice_id == practice_id,
                Staff.id == StaffPractice.staff_id,
                Staff.is_active,
            )
        )
        return bool(await self._session.scalar(query))

    def assign(self, membership: StaffPractice) -> None:
        """Let someone work for a practice."""
        self._session.add(membership)

    async def unassign(self, staff_id: str, practice_id: str) -> None:
        """Let someone work for a practice no more; what they did there stays, with their name."""
        await self._session.execute(
            delete(StaffPractice).where(
                StaffPractice.staff_id == staff_id, StaffPractice.practice_id == practice_id
            )
        )
        await self._session.execute(
            insert_unless_there(self._session, FormerColleague, "staff_id", "practice_id"),
            [{"staff_id": staff_id, "practice_id": practice_id}],
        )


# Made once: whoever books asks it.
_WHO_KEEP_VISITS = Prepared(
    Staff,
    lambda found: found.where(
        StaffPractice.practice_id == bindparam("practice_id"), keeps_visits()
    ).order_by(Staff.name, Staff.id),
)
