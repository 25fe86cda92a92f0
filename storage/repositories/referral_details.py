"""Referrals with everything that hangs on them, in a constant number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import (
    Appointment,
    CheckIn,
    Conversation,
    Need,
    Note,
    Patient,
    Referral,
    RiskFlag,
    Signpost,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDetails:
    """What is known of one referral; every list oldest first, appointments by start."""

    referral: Referral
    patient: Patient
    conversation: Conversation
    needs: tuple[Need, ...]
    risk_flags: tuple[RiskFlag, ...]
    appointments: tuple[Appointment, ...]
    check_ins: tuple[CheckIn, ...]
    signposts: tuple[Signpost, ...]
    notes: tuple[Note, ...]


class _OfReferral(Protocol):
    id: Any
    referral_id: Any


R = TypeVar("R", bound=_OfReferral)


async def with_details(session: AsyncSession, referral_ids: Sequence[str]) -> list[ReferralDetails]:
    """Seven statements, whatever the number of ids; in the order of the ids."""
    if not referral_ids:
        return []
    heads = await _heads(session, referral_ids)
    needs = await by_referral(session, Need, referral_ids)
    flags = await by_referral(session, RiskFlag, referral_ids)
    appointments = await by_referral(session, Appointment, referral_ids)
    check_ins = await by_referral(session, CheckIn, referral_ids)
    signposts = await by_referral(session, Signpost, referral_ids)
    notes = await by_referral(session, Note, referral_ids)
    return [
        ReferralDetails(
            referral=referral,
            patient=patient,
            conversation=conversation,
            needs=tuple(needs[id]),
            risk_flags=tuple(flags[id]),
            appointments=tuple(sorted(appointments[id], key=lambda one: one.starts_at)),
            check_ins=tuple(check_ins[id]),
            signposts=tuple(signposts[id]),
            notes=tuple(notes[id]),
        )
        for id, (referral, patient, conversation) in heads.items()
    ]


async def by_referral(
    session: AsyncSession, model: type[R], referral_ids: Sequence[str]
) -> dict[str, list[R]]:
    """All rows of a table that belong to the referrals, grouped; one statement."""
    query = select(model).where(model.referral_id.in_(referral_ids)).order_by(model.id)
    grouped: dict[str, list[R]] = defaultdict(list)
    for row in await session.scalars(query):
        grouped[row.referral_id].append(row)
    return grouped


async def _heads(
    session: AsyncSession, referral_ids: Sequence[str]
) -> dict[str, tuple[Referral, Patient, Conversation]]:
    query = (
        select(Referral, Patient, Conversation)
        .join(Patient, Patient.id == Referral.patient_id)
        .join(Conversation, Conversation.id == Referral.conversation_id)
        .where(Referral.id.in_(referral_ids))
    )
    found = {row[0].id: row for row in await session.execute(query)}
    return {id: found[id] for id in referral_ids if id in found}
