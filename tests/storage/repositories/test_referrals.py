"""Who is ahead of somebody in the line of those who are about to choose a time."""

from __future__ import annotations

from datetime import timedelta

from storage.database import Database
from storage.models import Practice, Referral
from storage.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import NOW

MINUTES = timedelta(minutes=1)


async def _half_told(
    uow: UnitOfWork, practice: Practice, *, wrote: timedelta, began: timedelta, **given: str
) -> Referral:
    patient = await builders.a_patient(uow, practice=practice)
    conversation = await builders.a_conversation(uow, patient=patient, last_inbound_at=NOW - wrote)
    given = {"status": "collecting", **given}
    return await builders.a_referral(
        uow, conversation=conversation, created_at=NOW - began, **given
    )


async def test_who_began_before_and_still_writes_is_ahead(database: Database) -> None:
    async with database.begin() as uow:
        practice, other = [await builders.a_practice(uow) for _ in range(2)]
        for wrote in (2, 9):
            await _half_told(uow, practice, wrote=wrote * MINUTES, began=20 * MINUTES)
        await _half_told(uow, practice, wrote=11 * MINUTES, began=20 * MINUTES)
        await _half_told(uow, practice, wrote=2 * MINUTES, began=300 * MINUTES)
        await _half_told(uow, practice, wrote=2 * MINUTES, began=20 * MINUTES, status="waiting")
        await _half_told(uow, other, wrote=2 * MINUTES, began=20 * MINUTES)
        mine = await _half_told(uow, practice, wrote=0 * MINUTES, began=5 * MINUTES)
        await _half_told(uow, practice, wrote=0 * MINUTES, began=1 * MINUTES)
        await uow.flush()
        assert await uow.referrals.ahead_of(mine, NOW - 10 * MINUTES, NOW) == 2
