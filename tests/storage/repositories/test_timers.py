from __future__ import annotations

import asyncio
from datetime import timedelta

from storage.database import Database
from storage.models import Timer, new_id
from tests import builders
from tests.builders import NOW


async def test_a_timer_is_set_once_for_its_owner_version_and_key(database: Database) -> None:
    async with database.begin() as uow:
        patient = await builders.a_patient(uow)
        owner = new_id()
        for version, key in [(1, "3d"), (1, "3d"), (1, "1d"), (2, "3d")]:
            uow.timers.write_unless_exists(
                Timer(
                    practice_id=patient.practice_id,
                    patient_id=patient.id,
                    kind="reminder",
                    owner_type="appointment",
                    owner_id=owner,
                    owner_version=version,
                    key=key,
                    due_at=NOW,
                )
            )

    async with database.read() as uow:
        kept = await uow.timers.of_owner("appointment", owner)
        assert sorted((one.owner_version, one.key) for one in kept) == [
            (1, "1d"),
            (1, "3d"),
            (2, "3d"),
        ]


async def test_due_timers_are_claimed_by_one_sweep_only(database: Database) -> None:
    async with database.begin() as uow:
        due = {
            (await builders.a_timer(uow, due_at=NOW - timedelta(minutes=number))).id
            for number in range(6)
        }
        await builders.a_timer(uow, due_at=NOW + timedelta(minutes=1))
        await builders.a_timer(uow, status="cancelled")

    async def sweep(worker: str) -> list[str]:
        async with database.begin() as uow:
            return [one.id for one in await uow.timers.claim_due(NOW, 4, 60, worker)]

    swept = await asyncio.gather(*(sweep(name) for name in "abc"))

    ids = [timer_id for one in swept for timer_id in one]
    assert len(ids) == len(set(ids)) == 6
    assert set(ids) == due


async def test_a_timer_is_settled_once(database: Database) -> None:
    async with database.begin() as uow:
        timer = await builders.a_timer(uow)

    async with database.begin() as uow:
        assert await uow.timers.settle(timer.id, "done", None, NOW)
        assert not await uow.timers.settle(timer.id, "stale", "moved", NOW)

    async with database.read() as uow:
        found = await uow.timers.get(timer.id)
    assert found is not None
    assert (found.status, found.reason, found.done_at) == ("done", None, NOW)


async def test_cancelling_for_an_owner_leaves_what_is_done_and_others(database: Database) -> None:
    async with database.begin() as uow:
        owner = new_id()
        done = await builders.a_timer(uow, owner_id=owner, key="3d", status="done")
        waiting = await builders.a_timer(uow, owner_id=owner, key="1d")
        other = await builders.a_timer(uow)

    async with database.begin() as uow:
        assert await uow.timers.cancel_for("appointment", owner, "cancelled") == 1

    async with database.read() as uow:
        statuses = [
            found.status
            for one in (done, waiting, other)
            if (found := await uow.timers.get(one.id))
        ]
    assert statuses == ["done", "cancelled", "waiting"]
