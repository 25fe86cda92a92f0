"""Two processes' worth of connections on one PostgreSQL: what one holds, the other passes by."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from storage.database import Database
from storage.keyring import Keyring
from storage.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import NOW
from tests.support.claiming import claim_all

HOW_MANY, AT_ONCE, LEASE = 12, 5, 60.0
A_MOMENT = 10.0
"""Seconds: ample for a query, and far less than for ever."""


@pytest.fixture
async def two(postgres_url: str, keyring: Keyring) -> AsyncIterator[tuple[Database, Database]]:
    databases = (Database.open(postgres_url, keyring), Database.open(postgres_url, keyring))
    yield databases
    for each in databases:
        await each.close()


async def _texts(uow: UnitOfWork, seconds: float, worker: str) -> set[str]:
    now = NOW + timedelta(seconds=seconds)
    return {row.message_id for row in await claim_all(uow, now, AT_ONCE, LEASE, worker)}


async def _timers(uow: UnitOfWork, seconds: float, worker: str) -> set[str]:
    now = NOW + timedelta(seconds=seconds)
    return {timer.id for timer in await uow.timers.claim_due(now, AT_ONCE, LEASE, worker)}


@pytest.mark.parametrize("claim", [_texts, _timers])
async def test_what_one_is_claiming_the_other_skips_without_waiting(
    two: tuple[Database, Database], claim: Callable[[UnitOfWork, float, str], Awaitable[set[str]]]
) -> None:
    here, there = two
    async with here.begin() as uow:
        for _ in range(HOW_MANY):
            await builders.an_outbox_row(uow)
            await builders.a_timer(uow)

    async with here.begin() as uow:  # still open while the other claims
        first = await claim(uow, 0, "here")
        async with asyncio.timeout(A_MOMENT), there.begin() as other:
            second = await claim(other, 0, "there")

    assert len(first) == len(second) == AT_ONCE
    assert not first & second
    async with there.begin() as uow:
        assert len(await claim(uow, 0, "there")) == HOW_MANY - 2 * AT_ONCE
        assert await claim(uow, 0, "there") == set()


@pytest.mark.parametrize("claim", [_texts, _timers])
async def test_what_one_died_with_the_other_takes_when_the_lease_has_run_out(
    two: tuple[Database, Database], claim: Callable[[UnitOfWork, float, str], Awaitable[set[str]]]
) -> None:
    here, there = two
    async with here.begin() as uow:
        await builders.an_outbox_row(uow)
        await builders.a_timer(uow)
    async with here.begin() as uow:
        taken = await claim(uow, 0, "here")
    await here.close()

    async with there.begin() as uow:
        assert await claim(uow, LEASE - 1, "there") == set()
        assert await claim(uow, LEASE, "there") == taken != set()


async def test_a_claim_that_was_never_committed_holds_nothing_up(
    two: tuple[Database, Database],
) -> None:
    here, there = two
    async with here.begin() as uow:
        row = await builders.an_outbox_row(uow)
    with pytest.raises(ZeroDivisionError):
        async with here.begin() as uow:
            assert await _texts(uow, 0, "here")
            raise ZeroDivisionError
    async with there.begin() as uow:
        assert await _texts(uow, 0, "there") == {row.message_id}


async def test_a_persons_lane_is_held_against_the_other_and_nobody_elses_is(
    two: tuple[Database, Database],
) -> None:
    here, there = two
    async with here.begin() as uow:
        practice = await builders.a_practice(uow, phone="+447700900001")
        jean = await builders.a_patient(uow, practice=practice)
        rab = await builders.a_patient(uow, practice=practice)

    async def find(uow: UnitOfWork, contact: str) -> None:
        caller = await uow.callers.find(
            practice_id=None, phone="+447700900001", contact=contact, now=NOW
        )
        assert caller is not None
        assert caller.patient is not None

    async def take_lane(contact: str) -> None:
        async with there.begin() as uow:
            await find(uow, contact)

    async with here.begin() as uow:
        await find(uow, jean.contact)
        waits = asyncio.create_task(take_lane(jean.contact))
        await asyncio.wait_for(take_lane(rab.contact), A_MOMENT)
        await asyncio.sleep(0.3)
        assert not waits.done()
    await asyncio.wait_for(waits, A_MOMENT)
