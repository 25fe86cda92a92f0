"""What is past its time: facts about old records, and the clearing of what is nobody's record."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.errors import SealBroken
from storage.models import (
    Appointment,
    CheckIn,
    Conversation,
    LegalHold,
    Message,
    Note,
    Outbox,
    Patient,
    PhoneCall,
    Referral,
    RiskFlag,
    SafeguardingRecord,
    WaitingPlace,
)
from storage.models.appointment import LIVE_STATUSES
from storage.models.patient import ERASED
from storage.models.waiting_place import IS_ON_LIST
from storage.private import PatientText
from storage.repositories.legal_holds import holds_at

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides whether a person's record may go."""

    patient_id: str
    practice_id: str
    last_entry: datetime
    birth_date: PatientText | None
    is_held: bool
    is_open: bool
    """A referral, a place on the list, a visit to come, a check-in, a text to send or to read."""
    has_unseen_risk: bool
    has_safeguarding: bool


class Retention:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def old_people(
        self,
        before: datetime,
        *,
        after: str = "",
        limit: int = 50,
        practice_ids: Sequence[str] | None = None,
    ) -> Sequence[str]:
        """Ids, from behind `after`, of people known since before then and silent since then."""
        has_message = exists().where(Message.patient_id == Patient.id, Message.at >= before)
        is_erased = func.coalesce(Patient.unreachable_reason, "") == ERASED
        query = select(Patient.id).where(
            Patient.id > after, Patient.created_at < before, ~is_erased, ~has_message
        )
        if practice_ids is not None:
            query = query.where(Patient.practice_id.in_(practice_ids))
        return (await self._session.scalars(query.order_by(Patient.id).limit(limit))).all()

    async def standings(self, patient_ids: Sequence[str], now: datetime) -> list[Standing]:
        """The facts about these people, in the order of their ids; of whose record cannot be opened
        nothing is known, and they stay."""
        patients = await self._people(patient_ids)
        entries = await self._last_entries(patient_ids)
        held = await self._ids(
            select(LegalHold.patient_id).where(holds_at(now)), LegalHold.patient_id, patient_ids
        )
        open_ids = await self._open(patient_ids, now)
        unseen = await self._of_referrals(RiskFlag, RiskFlag.seen_at.is_(None), patient_ids)
        safeguarded = await self._of_referrals(SafeguardingRecord, None, patient_ids)
        return [
            Standing(
                patient_id=one.id,
                practice_id=one.practice_id,
                last_entry=max([one.created_at, *entries[one.id]]),
                birth_date=one.birth_date,
                is_held=one.id in held,
                is_open=one.id in open_ids,
                has_unseen_risk=one.id in unseen,
                has_safeguarding=one.id in safeguarded,
            )
            for one in patients
        ]

    async def _people(self, ids: Sequence[str]) -> Sequence[Patient]:
        query = select(Patient).where(Patient.id.in_(ids)).order_by(Patient.id)
        try:
            return (await self._session.scalars(query)).all()
        except SealBroken:
            if len(ids) == 1:
                logger.error("a record cannot be opened, and stays", extra={"patient": ids[0]})
                return []
        # One of them keeps nobody else's.
        return [one for id in sorted(ids) for one in await self._people([id])]

    async def _last_entries(self, ids: Sequence[str]) -> dict[str, list[datetime]]:
        """When anything was last written about each, by the kind of thing."""
        direct: list[tuple[Any, Any]] = [
            (Message.patient_id, Message.at),
            (Appointment.patient_id, Appointment.ends_at),
            (CheckIn.patient_id, CheckIn.due_at),
            (Referral.patient_id, Referral.updated_at),
            (Referral.patient_id, Referral.closed_at),
        ]
        queries = [
            select(owner, func.max(moment)).where(owner.in_(ids)).group_by(owner)
            for owner, moment in direct
        ]
        models: list[Any] = [Note, PhoneCall, SafeguardingRecord]
        queries += [
            select(Referral.patient_id, func.max(model.at))
            .join(model, model.referral_id == Referral.id)
            .where(Referral.patient_id.in_(ids))
            .group_by(Referral.patient_id)
            for model in models
        ]
        found: dict[str, list[datetime]] = defaultdict(list)
        for query in queries:
            for patient_id, moment in await self._session.execute(query):
                if moment is not None:
                    found[patient_id].append(moment)
        return found

    async def _open(self, ids: Sequence[str], now: datetime) -> set[str]:
        still: list[tuple[Any, Any]] = [
            (Referral.patient_id, Referral.status != "closed"),
            (WaitingPlace.patient_id, text(f"waiting_place.{IS_ON_LIST}")),
            (
                Appointment.patient_id,
                Appointment.status.in_(LIVE_STATUSES) & (Appointment.ends_at > now),
            ),
            (CheckIn.patient_id, CheckIn.status == "planned"),
            (Outbox.patient_id, Outbox.message_id.is_not(None)),
            (
                Conversation.patient_id,
                (Conversation.unread > 0) | (Conversation.automation == "paused"),
            ),
        ]
        found: set[str] = set()
        for owner, condition in still:
            found |= await self._ids(select(owner).where(condition), owner, ids)
        return found

    async def _of_referrals(self, model: Any, condition: Any, ids: Sequence[str]) -> set[str]:
        query = select(Referral.patient_id).join(model, model.referral_id == Referral.id)
        if condition is not None:
            query = query.where(condition)
        return await self._ids(query, Referral.patient_id, ids)

    async def _ids(self, query: Select[Any], owner: Any, ids: Sequence[str]) -> set[str]:
        return set((await self._session.scalars(query.where(owner.in_(ids)).distinct())).all())
