"""A time said now on the days wished for before."""

from datetime import UTC, datetime

import pytest

from bot.understanding.answers.wish_for_time import read_wish

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def wish(text, before=None):
    return read_wish(text, before=before, now=MONDAY, timezone="Europe/London")


def test_an_hour_after_a_day_is_on_that_day():
    assert wish("2pm", before=wish("thursday"))["exact"] == "2026-11-26T14:00+00:00"


@pytest.mark.parametrize("earlier", ["any day except Thursday", "not thursdays"])
def test_an_hour_after_a_day_refused_is_on_the_others(earlier):
    starts = [start for start, _ in wish("around 2", before=wish(earlier))["windows"]]
    assert "2026-11-25T14:00+00:00" in starts
    assert "2026-11-26T14:00+00:00" not in starts
