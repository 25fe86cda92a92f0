"""A hundred texts a second on SQLite, for a while: how long the slowest in a hundred takes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench import servers
from tests.bench.journeys import people
from tests.bench.load import midway, pace
from tests.bench.part import Part, processor_seconds

PER_SECOND = 100
LIMIT_MS = 50.0


async def measure(*, seconds: float = 10) -> Part:
    with tempfile.TemporaryDirectory() as folder:
        async with servers.blether(Path(folder)) as server:
            crowd = people()
            writing = await midway(server.port, crowd, people=256)
            worked = processor_seconds(server.pid)
            found = await pace(server.port, crowd, writing, seconds=seconds, per_second=PER_SECOND)
            worked = processor_seconds(server.pid) - worked
    p99 = round(found.percentile_ms(99), 1)
    busy = worked / found.seconds
    return Part(
        name="p99 in ms at 100 turns a second, SQLite",
        value=p99,
        limit=f"< {LIMIT_MS:g}",
        met=p99 < LIMIT_MS,
        says=f"The server used {busy:.0%} of one processor, the client {found.client_busy:.0%}; "
        f"{found.per_second:.0f} a second were answered.",
        figures={
            "p50_ms": round(found.percentile_ms(50), 1),
            "answered_per_second": round(found.per_second, 1),
            "server_busy": round(busy, 2),
        },
    )
