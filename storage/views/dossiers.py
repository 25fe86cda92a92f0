"""Referrals with all that is known of each, and the names of the staff in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import exists, or_, select

from storage.models import Appointment, FormerColleague, Referral, Staff, StaffPractice
from storage.repositories.referral_details import ReferralDetails, with_details
from storage.repositories.referral_filters import has_need
from storage.unit_of_work import UnitOfWork


class Colleagues(dict[str, Staff]):
    """Everyone who works or worked at some practices, by id: for what bears their name.

    `here` are those who still do, by name: who may be chosen for something.
    """

    here: tuple[Staff, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One referral's details; `staff` are those of its practice."""

    details: ReferralDetails
    staff: Colleagues = field(repr=False)

    @property
    def appointment(self) -> Appointment | None:
        """The live one, else the latest that was not cancelled."""
        every = self.details.appointments
        live = [one for one in every if one.is_live]
        past = [one for one in every if one.status != "cancelled"]
        found = live or past
        return found[-1] if found else None

    def email(self, staff_id: str | None) -> str | None:
        found = self.staff.get(staff_id or "")
        return found.email if found else None

    def name(self, staff_id: str | None) -> str:
        found = self.staff.get(staff_id or "")
        return found.name if found else ""


async def find_dossier(
    uow: UnitOfWork, practice_ids: Sequence[str], referral_id: str
) -> Dossier | None:
    """The dossier of one referral of these practices; None for any other."""
    details = await uow.referrals.with_details(referral_id, practice_ids)
    if details is None:
        return None
    return Dossier(details=details, staff=await staff_of(uow, [details.referral.practice_id]))


async def list_dossiers(
    uow: UnitOfWork,
    practice_ids: Sequence[str],
    *,
    limit: int,
    before: str | None = None,
    status: str | None = None,
    need: str | None = None,
) -> list[Dossier]:
    """The newest referrals of these practices, `before` an id where paging goes on."""
    query = select(Referral.id).where(Referral.practice_id.in_(practice_ids))
    if status is not None:
        query = query.where(Referral.status == status)
    if need is not None:
        query = query.where(has_need(need))
    if before is not None:
        query = query.where(Referral.id < before)
    ids = (await uow.session.scalars(query.order_by(Referral.id.desc()).limit(limit))).all()
    staff = await staff_of(uow, practice_ids)
    found = await with_details(uow.session, ids)
    return [Dossier(details=one, staff=staff) for one in found]


async def staff_of(uow: UnitOfWork, practice_ids: Sequence[str]) -> Colleagues:
    """Everyone who works or worked at these practices, by id, in the order of their names."""
    works_here = exists().where(
        StaffPractice.staff_id == Staff.id, StaffPractice.practice_id.in_(practice_ids)
    )
    worked_here = exists().where(
        FormerColleague.staff_id == Staff.id, FormerColleague.practice_id.in_(practice_ids)
    )
    query = select(Staff, works_here).where(or_(works_here, worked_here))
    rows = (await uow.session.execute(query.order_by(Staff.name, Staff.id))).all()
    everyone = Colleagues((one.id, one) for one, _ in rows)
    everyone.here = tuple(one for one, is_here in rows if is_here and one.is_active)
    return everyone
