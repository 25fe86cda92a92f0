"""Many people, few times: each is given once, and whoever got none is told so kindly."""

from __future__ import annotations

from pathlib import Path

from tests.bench.race import race


async def test_the_last_times_go_to_as_many_people_and_the_others_are_told_kindly(
    database_url: str, tmp_path: Path
) -> None:
    """More times than a flow asks for tries, so that nobody is turned away while one is free."""
    outcome = await race(database_url, tmp_path, people=18, slots=13)
    assert (outcome.booked, outcome.kindly_told) == (13, 5), outcome
    assert (outcome.left_standing, outcome.twice) == (0, 0)
