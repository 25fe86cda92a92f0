"""Where a turn spends its time: `python -m tests.bench.profile_turns [TURNS]`.

In one process, without HTTP and signature: the mixed journey straight into the turn. Prints wall
and processor time for each turn, then what the profiler saw, our own functions first.
"""

from __future__ import annotations

import asyncio
import cProfile
import pstats
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import SystemClock
from bot.inbound import InboundMessage
from bot.running import Running, running
from bot.settings import load_settings
from tests.bench.journeys import Person, people
from tests.bench.seed import SECRET_KEY, seed

WARM_UP_TURNS = 60


def messages(crowd: Iterator[Person]) -> Iterator[InboundMessage]:
    number = 0
    for person in crowd:
        while not person.is_done:
            form = person.next_form(number)
            number += 1
            yield InboundMessage(
                channel="sms",
                contact=form["From"],
                to_number=form["To"],
                provider="twilio",
                provider_id=form["MessageSid"],
                text=form["Body"],
                at=datetime.now(UTC),
            )


async def take(parts: Running, inbox: Iterator[InboundMessage], turns: int) -> None:
    for _ in range(turns):
        await parts.turns.receive(next(inbox))


async def main(turns: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "profile.db"
        await seed(database)
        environment = {
            "DATABASE_URL": f"sqlite+aiosqlite:///{database}",
            "BLETHER_SECRET_KEY": SECRET_KEY,
        }
        async with running(load_settings(environment), SystemClock()) as parts:
            inbox = messages(people())
            await take(parts, inbox, WARM_UP_TURNS)
            wall, cpu = time.perf_counter(), time.process_time()
            await take(parts, inbox, turns)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            print(f"{turns / wall:.0f} turns/s, {wall / turns * 1000:.2f} ms each, ", end="")
            print(f"{cpu / turns * 1000:.2f} ms of it processor time; now with the profiler:")
            with cProfile.Profile() as profile:
                await take(parts, inbox, turns)
    figures = pstats.Stats(profile).sort_stats("cumulative")
    figures.print_stats(r"/(bot|actions|storage)/", 40)
    figures.sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
