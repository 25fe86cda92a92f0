"""What the core data set needs of each referral: counts by referral, in a few statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select, text

from storage.models import (
    Appointment,
    CheckIn,
    Conversation,
    Message,
    Need,
    Patient,
    PhoneCall,
    Referral,
    Signpost,
)
from storage.models.message import LEFT_US
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetRow:
    """One referral. `held` counts appointments attended, by mode, and as "phone" the calls of staff
    that reached the person."""

    referral: Referral
    patient: Patient
    needs: tuple[str, ...]
    held: Counter[str] = field(default_factory=Counter)
    missed: int = 0
    first_appointment_at: datetime | None = None
    texts_by_staff: int = 0
    signposts: int = 0
    answers: tuple[str, ...] = ()


async def core_dataset(uow: UnitOfWork, practice_ids: Sequence[str]) -> list[DatasetRow]:
    """A row for every referral of these practices, oldest first."""
    needs = await _needs(uow, practice_ids)
    visits = await _visits(uow, practice_ids)
    answers = await _answers(uow, practice_ids)
    told = await _signposts(uow, practice_ids)
    texts = await _staff_texts(uow, practice_ids)
    calls = await _calls(uow, practice_ids)
    found = await uow.session.execute(
        select(Referral, Patient)
        .join(Patient, Patient.id == Referral.patient_id)
        .where(Referral.practice_id.in_(practice_ids))
        .order_by(Referral.id)
    )
    return [
        _row(
            referral,
            patient,
            needs[referral.id],
            visits[referral.id],
            answers[referral.id],
            told.get(referral.id, 0),
            texts.get(referral.conversation_id, 0),
            calls.get(referral.id, 0),
        )
        for referral, patient in found
    ]


async def _needs(uow: UnitOfWork, practice_ids: Sequence[str]) -> defaultdict[str, list[str]]:
    needs: defaultdict[str, list[str]] = defaultdict(list)
    for referral_id, label in await uow.session.execute(
        select(Need.referral_id, Need.label)
        .join(Referral)
        .where(Referral.practice_id.in_(practice_ids))
        .order_by(Need.id)
    ):
        needs[referral_id].append(label)
    return needs


async def _visits(
    uow: UnitOfWork, practice_ids: Sequence[str]
) -> defaultdict[str, list[Appointment]]:
    visits: defaultdict[str, list[Appointment]] = defaultdict(list)
    for visit in await uow.session.scalars(
        select(Appointment)
        .where(Appointment.practice_id.in_(practice_ids), Appointment.referral_id.is_not(None))
        .order_by(Appointment.starts_at)
    ):
        visits[visit.referral_id or ""].append(visit)
    return visits


async def _answers(uow: UnitOfWork, practice_ids: Sequence[str]) -> defaultdict[str, list[str]]:
    answers: defaultdict[str, list[str]] = defaultdict(list)
    for referral_id, answer in await uow.session.execute(
        select(CheckIn.referral_id, CheckIn.answer)
        .where(CheckIn.practice_id.in_(practice_ids), CheckIn.answer.is_not(None))
        .order_by(CheckIn.sequence)
    ):
        answers[referral_id].append(answer or "")
    return answers


async def _signposts(uow: UnitOfWork, practice_ids: Sequence[str]) -> dict[str, int]:
    rows = await uow.session.execute(
        select(Signpost.referral_id, func.count())
        .where(Signpost.practice_id.in_(practice_ids))
        .group_by(Signpost.referral_id)
    )
    return {row[0]: row[1] for row in rows}


async def _staff_texts(uow: UnitOfWork, practice_ids: Sequence[str]) -> dict[str, int]:
    """Texts of staff that left us, by conversation; what Blether says is no contact."""
    rows = await uow.session.execute(
        select(Message.conversation_id, func.count())
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.practice_id.in_(practice_ids), Message.kind == "staff", text(LEFT_US))
        .group_by(Message.conversation_id)
    )
    return {row[0]: row[1] for row in rows}


async def _calls(uow: UnitOfWork, practice_ids: Sequence[str]) -> dict[str, int]:
    """Calls that reached the person, by referral."""
    rows = await uow.session.execute(
        select(PhoneCall.referral_id, func.count())
        .where(PhoneCall.practice_id.in_(practice_ids), PhoneCall.outcome == "reached")
        .group_by(PhoneCall.referral_id)
    )
    return {row[0]: row[1] for row in rows}


def _row(
    referral: Referral,
    patient: Patient,
    needs: Sequence[str],
    visits: Sequence[Appointment],
    answers: Sequence[str],
    signposts: int,
    texts: int,
    calls: int,
) -> DatasetRow:
    kept = [one for one in visits if one.status != "cancelled"]
    held = Counter[str](one.mode for one in visits if one.status == "attended")
    if calls:
        held["phone"] += calls
    return DatasetRow(
        referral=referral,
        patient=patient,
        needs=tuple(needs),
        held=held,
        missed=sum(one.status == "did_not_attend" for one in visits),
        first_appointment_at=kept[0].starts_at if kept else None,
        texts_by_staff=texts,
        signposts=signposts,
        answers=tuple(answers),
    )
