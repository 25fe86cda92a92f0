"""A disk that is full: what cannot be kept is not acknowledged, and nothing needs a restart.

The kernel itself refuses the running process any longer file, as a full disk does.
"""

from __future__ import annotations

import asyncio
import resource
from pathlib import Path

import pytest

from tests.faults.rounds import rounds_on

PHONES = [f"+4477009008{number:02}" for number in range(6)]
pytestmark = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="Linux alone has prlimit")


@pytest.mark.timeout(200)
async def test_on_a_full_disk_no_text_is_acknowledged_and_afterwards_none_is_missing(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with rounds_on(sqlite_url, tmp_path, seed=1) as running:
        await running.patients.say(PHONES[0], "need a food bank")
        await running.settle()
        (pid,) = running.crew.pids.values()
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        for phone in PHONES:
            status, _ = await running.standin.says(phone, "+447700900001", "cannae pay ma rent")
            assert status == 503
        talking = asyncio.gather(
            *(running.patients.say(phone, "cannae pay ma rent") for phone in PHONES)
        )
        await asyncio.sleep(0.5)
        assert not any(word.acknowledged for word in running.patients.told.words[1:])

        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        await talking
        account = await running.settle()
        assert account.faults == []
        assert account.incoming == 1 + len(PHONES)
        assert [*running.crew.pids.values()] == [pid]
