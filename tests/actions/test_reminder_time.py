from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from actions.booking.plan_reminders import reminder_time
from actions.check_ins.plan_check_ins import check_in_time

GLASGOW = ZoneInfo("Europe/London")


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts_at", "before", "due"),
    [
        ("2026-11-26T10:00", "1d", "2026-11-25T10:00"),
        ("2026-11-26T10:00", "2h", "2026-11-26T08:00"),
        # The clocks go back on 25 October 2026: ten o'clock is ten o'clock on both days.
        ("2026-10-26T10:00", "3d", "2026-10-23T09:00"),
        # And forward on 28 March 2027.
        ("2027-03-29T09:00", "1d", "2027-03-28T09:00"),
        ("2027-03-28T09:00", "1d", "2027-03-27T10:00"),
    ],
)
def test_a_reminder_keeps_the_hour_of_the_appointment(
    starts_at: str, before: str, due: str
) -> None:
    assert reminder_time(_utc(starts_at), before, GLASGOW) == _utc(due)


@pytest.mark.parametrize("before", ["", "3", "d3", "3w", "-1d", "3d "])
def test_a_time_before_that_makes_no_sense_is_refused(before: str) -> None:
    with pytest.raises(ValueError, match="like 3d or 2h"):
        reminder_time(_utc("2026-11-26T10:00"), before, GLASGOW)


@pytest.mark.parametrize(
    ("since", "after", "due"),
    [
        ("2026-11-23T10:00", "2w", "2026-12-07T10:30"),
        # Six weeks from 14 November is Boxing Day: the next working day is Tuesday the 29th,
        # since Monday the 28th is its substitute holiday.
        ("2026-11-14T10:00", "6w", "2026-12-29T10:30"),
        # In summer time half past ten is half past nine in UTC.
        ("2027-03-20T10:00", "2w", "2027-04-05T09:30"),
    ],
)
def test_a_check_in_comes_on_a_working_day_in_mid_morning(since: str, after: str, due: str) -> None:
    assert check_in_time(_utc(since), after, GLASGOW) == _utc(due)
