"""A carrier that hangs on one person's text holds up nobody else's, least of all a crisis reply."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from tests.faults.replicas import MORNING, replicas
from tests.standin.texts import Step

STUCK, OTHER = "+447700900601", "+447700900602"
AT_ONCE_SECONDS = 8
"""Less than a worker waits for the carrier (20 s), on a machine that has much else to do."""


async def test_others_are_answered_while_the_carrier_hangs_on_one(
    database_url: str, tmp_path: Path
) -> None:
    async with replicas(database_url, tmp_path, count=1, start=MORNING) as town:
        deliverer = town.members[0].parts.deliverer
        sending = asyncio.create_task(deliverer.run(poll_seconds=0.2))
        town.standin.script(STUCK, Step(how="hang"))
        await town.patients.say(STUCK, "need a food bank")
        await town.standin.is_sending.wait()
        began = time.monotonic()
        await town.patients.say(OTHER, "whats the point anymore, i dont want to wake up")
        (crisis, *_) = await town.standin.until(OTHER, 1, seconds=AT_ONCE_SECONDS)
        assert "116 123" in crisis
        assert time.monotonic() - began < AT_ONCE_SECONDS
        assert len(town.standin.to(STUCK)) == 1
        sending.cancel()
        await asyncio.wait([sending])
