"""A worker seals the audit trail while it runs, and goes on after a database that was away."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from actions.audit_trail.seal_audit import AT_ONCE
from actions.audit_trail.verify_audit import Verdict, verify_audit
from bot.clock import ManualClock
from bot.timers.upkeep import Upkeep
from storage.database import Database
from storage.models import ApiAnswer
from tests import builders as make


class _Moody(ManualClock):
    """Fails the first time that it is asked, as a database does that is away."""

    has_failed = False

    def now(self) -> datetime:
        if not self.has_failed:
            self.has_failed = True
            raise OSError("away")
        return super().now()


class _Running(ManualClock):
    """Time goes by while somebody works."""

    def now(self) -> datetime:
        self.advance(timedelta(milliseconds=1))
        return super().now()


async def _sealed(database: Database, wake: Upkeep) -> Verdict:
    async with asyncio.timeout(20):
        while True:
            wake.wake_up()
            await asyncio.sleep(0.01)
            async with database.read() as uow:
                verdict = await verify_audit(uow)
            if not verdict.unsealed:
                return verdict


async def test_new_entries_are_sealed_while_it_runs_even_after_a_failure(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    upkeep = Upkeep(database=database, clock=_Moody(make.NOW), periods=None, at_hour=2)
    async with database.begin() as uow:
        await make.an_audit_entry(uow)
    with caplog.at_level(logging.ERROR):
        task = asyncio.create_task(upkeep.run(poll_seconds=60))
        first = await _sealed(database, upkeep)
        async with database.begin() as uow:
            for _ in range(3):
                await make.an_audit_entry(uow)
        second = await _sealed(database, upkeep)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    assert (first.sealed, second.sealed, second.tampering) == (1, 4, None)
    assert [one.getMessage() for one in caplog.records] == ["upkeep failed; trying again"]


async def test_what_was_written_while_no_worker_ran_is_one_round_however_much_it_is(
    database: Database,
) -> None:
    clock = _Running(make.NOW)
    upkeep = Upkeep(database=database, clock=clock, periods=None, at_hour=2)
    async with database.begin() as uow:
        for number in range(AT_ONCE * 2 + 20):
            await make.an_audit_entry(uow, at=make.NOW + timedelta(seconds=30 * number))
    clock.advance(timedelta(hours=4))
    await upkeep.seal()

    async with database.read() as uow:
        links = await uow.audit_seals.chain(after=0)
        verdict = await verify_audit(uow)

    assert len({seal.sealed_at for seal, _ in links}) == 1
    assert (verdict.sealed, verdict.tampering) == (AT_ONCE * 2 + 20, None)


@pytest.mark.parametrize("hours", [24, 25])
async def test_what_the_api_answered_a_day_ago_goes_though_retention_is_switched_off(
    database: Database, hours: int
) -> None:
    clock = ManualClock(make.NOW)
    async with database.begin() as uow:
        token = await make.an_api_token(uow)
        uow.session.add(
            ApiAnswer(
                practice_id=token.practice_id,
                token_id=token.id,
                key_hash="-",
                request_fingerprint="-",
                at=make.NOW,
            )
        )
    clock.advance(timedelta(hours=hours))
    await Upkeep(database=database, clock=clock, periods=None, at_hour=2).run_once()

    async with database.read() as uow:
        kept = (await uow.session.scalars(select(ApiAnswer))).all()
    assert len(kept) == (hours == 24)
