"""Many reminders due at once while people go on texting: each goes once, answers go first."""

from __future__ import annotations

from pathlib import Path

from tests.faults.reminders import remind_many


async def test_a_flood_of_reminders_goes_out_once_each_and_answers_go_first(
    database_url: str, tmp_path: Path
) -> None:
    report = await remind_many(database_url, tmp_path, count=120, talks=8)
    assert report["faults"] == []
    assert report["reminded"] == 120
    assert report["reminded_twice"] == 0
    assert report["answers"] == 8
    assert report["reminders_before_the_last_answer"] < 120
