"""Referrals with all that is known of each: seven statements however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Select, exists, select

from storage.models import (
    Appointment,
    CheckIn,
    Conversation,
    Need,
    Patient,
    Referral,
    Signpost,
    Staff,
    StaffPractice,
)
from storage.models.appointment import LIVE_STATUSES
from storage.unit_of_work import UnitOfWork

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One referral; lists are oldest first. `staff` is everyone named in it, by id."""

    referral: Referral
    patient: Patient
    conversation: Conversation
    needs: tuple[Need, ...]
    appointments: tuple[Appointment, ...]
    check_ins: tuple[CheckIn, ...]
    signposts: tuple[Signpost, ...]
    staff: dict[str, Staff]

    @property
    def appointment(self) -> Appointment | None:
        """The live one, else the latest that was not cancelled."""
        live = [one for one in self.appointments if one.status in LIVE_STATUSES]
        past = [one for one in self.appointments if one.status != "cancelled"]
        return (live or past or [None])[-1]

    def email(self, staff_id: str | None) -> str | None:
        return self.staff[staff_id].email if staff_id in self.staff else None

    def name(self, staff_id: str | None) -> str:
        return self.staff[staff_id].name if staff_id in self.staff else ""


async def find_dossier(
    uow: UnitOfWork, practice_ids: Sequence[str], referral_id: str
) -> Dossier | None:
    """The dossier of one referral of these practices; None for any other."""
    found = await uow.session.scalar(
        select(Referral).where(Referral.id == referral_id, Referral.practice_id.in_(practice_ids))
    )
    return (await dossiers_of(uow, [found]))[0] if found is not None else None


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
    query = select(Referral).where(Referral.practice_id.in_(practice_ids))
    if status is not None:
        query = query.where(Referral.status == status)
    if need is not None:
        query = query.where(exists().where(Need.referral_id == Referral.id, Need.label == need))
    if before is not None:
        query = query.where(Referral.id < before)
    found = await uow.session.scalars(query.order_by(Referral.id.desc()).limit(limit))
    return await dossiers_of(uow, found.all())


async def dossiers_of(uow: UnitOfWork, referrals: Sequence[Referral]) -> list[Dossier]:
    """The dossiers of these referrals, in their order."""
    ids = [one.id for one in referrals]
    patients = await _by_id(uow, select(Patient), Patient.id, [r.patient_id for r in referrals])
    threads = [one.conversation_id for one in referrals]
    conversations = await _by_id(uow, select(Conversation), Conversation.id, threads)
    needs = await _by_referral(uow, select(Need).where(Need.referral_id.in_(ids)).order_by(Need.id))
    appointments = await _by_referral(
        uow,
        select(Appointment)
        .where(Appointment.referral_id.in_(ids))
        .order_by(Appointment.starts_at, Appointment.id),
    )
    check_ins = await _by_referral(
        uow, select(CheckIn).where(CheckIn.referral_id.in_(ids)).order_by(CheckIn.sequence)
    )
    signposts = await _by_referral(
        uow, select(Signpost).where(Signpost.referral_id.in_(ids)).order_by(Signpost.id)
    )
    staff = await staff_of(uow, {one.practice_id for one in referrals})
    return [
        Dossier(
            referral=one,
            patient=patients[one.patient_id],
            conversation=conversations[one.conversation_id],
            needs=tuple(needs[one.id]),
            appointments=tuple(appointments[one.id]),
            check_ins=tuple(check_ins[one.id]),
            signposts=tuple(signposts[one.id]),
            staff=staff,
        )
        for one in referrals
    ]


async def staff_of(uow: UnitOfWork, practice_ids: set[str] | Sequence[str]) -> dict[str, Staff]:
    """Everyone who works or worked at these practices, by id."""
    query = (
        select(Staff)
        .join(StaffPractice, StaffPractice.staff_id == Staff.id)
        .where(StaffPractice.practice_id.in_(practice_ids))
        .order_by(Staff.name, Staff.id)
    )
    return {one.id: one for one in (await uow.session.scalars(query)).unique()}


async def _by_id(
    uow: UnitOfWork, query: Select[tuple[Row]], column: object, ids: Sequence[str]
) -> dict[str, Row]:
    found = await uow.session.scalars(query.where(column.in_(ids)))  # type: ignore[attr-defined]
    return {one.id: one for one in found}  # type: ignore[attr-defined]


async def _by_referral(uow: UnitOfWork, query: Select[tuple[Row]]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for one in await uow.session.scalars(query):
        grouped[one.referral_id].append(one)  # type: ignore[attr-defined]
    return grouped
