"""A time said now on the days wished for before."""

import pytest

from tests.support.wishes import wish


def test_an_hour_after_a_day_is_on_that_day():
    assert wish("2pm", before=wish("thursday"))["exact"] == "2026-11-26T14:00+00:00"


@pytest.mark.parametrize("earlier", ["any day except Thursday", "not thursdays"])
def test_an_hour_after_a_day_refused_is_on_the_others(earlier):
    starts = [start for start, _ in wish("around 2", before=wish(earlier))["windows"]]
    assert "2026-11-25T14:00+00:00" in starts
    assert "2026-11-26T14:00+00:00" not in starts
