"""The checker sees what it is there to see: each broken promise, staged, is found and counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.faults.replicas import MORNING, Replicas, replicas

PHONE = "+447700900801"


def send_the_last_once_more(town: Replicas) -> None:
    town.standin.texts.append(replace(town.standin.texts[-1], sid="SMtwice"))


def lose_the_last(town: Replicas) -> None:
    town.standin.texts.pop()


def forget_what_was_said(town: Replicas) -> None:
    town.patients.told.begin(PHONE, "hello", "SMlost").acknowledged = 1.0


def make_up_a_text(town: Replicas) -> None:
    town.patients.told.words.pop()


def send_by_night(town: Replicas) -> None:
    town.standin.texts[-1].created_at = datetime(2026, 11, 25, 3, tzinfo=UTC)


def change_the_words(town: Replicas) -> None:
    town.standin.texts[-1].body = "something else"


def send_after_stop(town: Replicas) -> None:
    stop = town.patients.told.words[-1]
    stop.text, stop.acknowledged = "STOP", stop.sent


STAGED: list[tuple[Callable[[Replicas], None], str]] = [
    (send_the_last_once_more, "repeated"),
    (lose_the_last, "lost"),
    (forget_what_was_said, "lost"),
    (make_up_a_text, "repeated"),
    (send_by_night, "out_of_hours"),
    (change_the_words, "lost"),
    (send_after_stop, "after_stop"),
]


@pytest.mark.parametrize(
    ("stage", "count"), STAGED, ids=lambda value: getattr(value, "__name__", value)
)
async def test_a_broken_promise_is_found(
    sqlite_url: str, tmp_path: Path, stage: Callable[[Replicas], None], count: str
) -> None:
    async with replicas(sqlite_url, tmp_path, count=1, start=MORNING) as town:
        await town.patients.say(PHONE, "need a food bank")
        sound = await town.settle()
        assert sound.faults == []
        stage(town)
        broken = await town.account()
    assert getattr(broken, count) >= 1
    assert broken.faults
