"""A few of the rounds of which `python -m tests.faults` does a thousand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.rounds import PHONES, rounds_on
from tests.standin.texts import Step

FEW = 4


@pytest.mark.timeout(400)
async def test_killed_at_random_moments_nothing_is_lost_and_nothing_repeated(
    database_url: str, tmp_path: Path
) -> None:
    async with rounds_on(database_url, tmp_path, seed=5) as running:
        for phone in PHONES[::3]:
            running.standin.script(phone, Step(how="cut"))
        await running.go(FEW)
        account = await running.settle()
    assert account.faults == []
    assert account.incoming > 0
    assert account.sent > 0
    assert account.unknown > 0
    assert running.kills["while_a_text_came_in"] > 0
