"""How long before a visit its reminders go, as people write it."""

from __future__ import annotations

import pytest

from bot.staff.presenters.reminder_times import read_times


@pytest.mark.parametrize(
    ("typed", "times"),
    [
        ("3d, 1d", ("3d", "1d")),
        ("3d 1d", ("3d", "1d")),
        ("3 days, 1 day", ("3d", "1d")),
        ("3 Days; 2 hrs", ("3d", "2h")),
        ("1 week and 2 hours before", ("7d", "2h")),
        ("a day, an hour", ("1d", "1h")),
        ("3 days before, then one day before.", ("3d", "1d")),
        ("2days & 2 days", ("2d",)),
        ("", ()),
    ],
)
def test_times_are_understood(typed: str, times: tuple[str, ...]) -> None:
    assert read_times(typed) == (times, True)


@pytest.mark.parametrize(
    "typed", ["soon", "3", "3 days, soon", "1.5 days", "-1 day", "0d", "none days", "10 minutes"]
)
def test_what_is_no_time_is_not_guessed_at(typed: str) -> None:
    assert not read_times(typed)[1]
