"""What a turn costs in a small database and in one that has grown: processor time of the server."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
from pathlib import Path

from storage.database import Database
from storage.keyring import Keyring
from tests.bench import servers
from tests.bench.journeys import people
from tests.bench.load import saturate
from tests.bench.part import Part, processor_seconds
from tests.bench.seed import SECRET_KEY, seed
from tests.bench.staff_rows import Seed, fill_sqlite

SMALL = 1_000
LIMIT = 1.15
SLICES = 4
TEXTS_A_REFERRAL = 10

_TURNS = """
INSERT INTO turn_events (id, practice_id, conversation_id, message_id, at, happened, details)
SELECT 't' || substr(id, 2), practice_id, conversation_id, id, at, '[]', x''
FROM message WHERE direction = 'in'
"""
_TIMERS = """
INSERT INTO timer (id, practice_id, patient_id, conversation_id, kind, owner_type, owner_id,
                   owner_version, "key", due_at, status)
SELECT kind || substr(id, 2), practice_id, patient_id, id, kind, 'conversation', id,
       1, '', created_at, 'done'
FROM conversation, (SELECT 'nudge' AS kind UNION ALL SELECT 'half_finished')
"""
"""What turns leave behind them beside texts."""


async def measure(*, messages: int = 50_000, slice_seconds: float = 2) -> Part:
    """Both servers at once, loaded turn about, so that a busy minute falls on both."""
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name) / "small", Path(name) / "large"
        for folder, count in ((small, SMALL), (large, messages)):
            folder.mkdir()
            await _filled(folder / "blether.db", count)
        async with (
            servers.blether(small, is_seeded=True) as one,
            servers.blether(large, is_seeded=True) as other,
        ):
            costs: dict[int, list[float]] = {one.port: [], other.port: []}
            crowds = {one.port: people(), other.port: people()}
            for number in range(SLICES + 1):
                for server in (one, other):
                    cost = await _cost(server, crowds[server.port], slice_seconds)
                    if number:  # the first slice warms up
                        costs[server.port].append(cost)
        first, second = (statistics.median(costs[port]) for port in (one.port, other.port))
    ratio = round(second / first, 2)
    return Part(
        name=f"cost of a turn, {messages:,} messages to {SMALL:,}",
        value=ratio,
        limit=f"<= {LIMIT:g}",
        met=ratio <= LIMIT,
        says=f"{first * 1000:.2f} ms of processor time a turn became {second * 1000:.2f} ms.",
        figures={"ms": [round(each * 1000, 3) for each in (first, second)], "messages": messages},
    )


async def _cost(server: servers.Server, crowd: object, seconds: float) -> float:
    before = processor_seconds(server.pid)
    found = await saturate(server.port, crowd, seconds=seconds, at_once=4)  # type: ignore[arg-type]
    return (processor_seconds(server.pid) - before) / len(found.latencies)


async def _filled(path: Path, messages: int) -> None:
    await seed(path)
    keyring = Keyring.from_secret(SECRET_KEY)
    database = Database.open(f"sqlite+aiosqlite:///{path}", keyring)
    async with database.read() as uow:
        practices = [each.id for each in await uow.practices.all()]
        staff = [one.id for each in practices for one in await uow.staff.of_practice(each)]
    rows = Seed(
        keyring=keyring,
        dialect=database.engine.dialect,
        referrals=max(messages // TEXTS_A_REFERRAL, 50),
        messages=messages,
        practice_ids=practices,
        staff_ids=staff,
    )
    await database.close()
    fill_sqlite(str(path), rows)
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(_TURNS)
        connection.execute(_TIMERS)
    connection.close()
