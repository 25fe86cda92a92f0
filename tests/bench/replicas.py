"""Turns a second of one and of two replicas on PostgreSQL, loaded in the same run."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from storage.keyring import Keyring
from tests.bench import servers
from tests.bench.journeys import people
from tests.bench.load import Measured, saturate
from tests.bench.part import Part
from tests.bench.seed import SECRET_KEY, seed_at
from tests.support.databases import postgres_server

LIMIT = 1.6
AT_ONCE = 16


async def measure(*, seconds: float = 6) -> Part:
    with (
        tempfile.TemporaryDirectory() as name,
        postgres_server(Keyring.from_secret(SECRET_KEY)) as postgresql,
    ):
        url, folder = postgresql.copy(), Path(name)
        await seed_at(url)
        crowd = people()
        async with servers.blether_on(url, folder, name="one") as one:
            await saturate(one.port, crowd, seconds=2, at_once=AT_ONCE)
            alone = await saturate(one.port, crowd, seconds=seconds, at_once=AT_ONCE)
            async with servers.blether_on(url, folder, name="two") as two:
                await saturate(two.port, crowd, seconds=2, at_once=AT_ONCE)
                both: list[Measured] = await asyncio.gather(
                    *(
                        saturate(each.port, crowd, seconds=seconds, at_once=AT_ONCE // 2)
                        for each in (one, two)
                    )
                )
        postgresql.drop(url)
    together = sum(each.per_second for each in both)
    ratio = round(together / alone.per_second, 2)
    cores = os.cpu_count() or 1
    load = os.getloadavg()[0]
    return Part(
        name="turns a second, two replicas to one, PostgreSQL",
        value=ratio,
        limit=f">= {LIMIT:g}",
        met=ratio >= LIMIT,
        says=f"{alone.per_second:.0f} a second became {together:.0f}. Two replicas, PostgreSQL "
        f"and the client share {cores} processors (load {load:.1f}): with fewer than four free "
        "ones, the processors are what this measures.",
        figures={"one": round(alone.per_second, 1), "two": round(together, 1), "load": load},
    )
