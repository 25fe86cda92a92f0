from datetime import UTC, date, datetime

import pytest

from bot.staff.presenters.reports.period import Period, period_of
from bot.staff.presenters.reports.working_days import calendar_of, due_by

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("asked", "first", "end", "words"),
    [
        ({}, "2026-09-01", "2026-12-01", "September to November 2026"),
        ({"period": "this_month"}, "2026-11-01", "2026-12-01", "November 2026"),
        ({"period": "last_month"}, "2026-10-01", "2026-11-01", "October 2026"),
        ({"period": "year"}, "2025-12-01", "2026-12-01", "December 2025 to November 2026"),
        (
            {"period": "months", "from": "2026-01", "to": "2026-02"},
            "2026-01-01",
            "2026-03-01",
            "January to February 2026",
        ),
        ({"period": "for ever"}, "2026-09-01", "2026-12-01", "September to November 2026"),
    ],
)
def test_time_that_is_asked_for(asked: dict[str, str], first: str, end: str, words: str) -> None:
    period = period_of(asked, TODAY)
    assert (period.first.isoformat(), period.end.isoformat()) == (first, end)
    assert period.words == words
    assert not period.problem


@pytest.mark.parametrize(
    ("start", "end", "problem"),
    [
        ("", "2026-02", "month_missing"),
        ("2026-13", "2026-02", "month_missing"),
        ("2026-03", "2026-02", "wrong_order"),
        ("2020-01", "2026-02", "too_long"),
    ],
)
def test_months_that_cannot_be_are_explained(start: str, end: str, problem: str) -> None:
    assert period_of({"period": "months", "from": start, "to": end}, TODAY).problem == problem


@pytest.mark.parametrize(
    ("asked", "days", "due"),
    [
        ("2026-11-23", 1, "2026-11-24"),  # a Monday
        ("2026-11-27", 1, "2026-12-01"),  # a Friday, and Monday is St Andrew's Day
        ("2026-11-28", 2, "2026-12-02"),  # a Saturday
        ("2026-12-24", 1, "2026-12-29"),  # Christmas, and Boxing Day moved to the Monday
        ("2026-12-31", 1, "2027-01-05"),  # two days of New Year in Scotland, the second moved
    ],
)
def test_working_days_leave_out_weekends_and_scottish_holidays(
    asked: str, days: int, due: str
) -> None:
    assert due_by(date.fromisoformat(asked), days).isoformat() == due


def test_days_follow_the_wall_clock_through_its_change() -> None:
    """Summer time ended on 25 October 2026: that day had 25 hours."""
    period = Period(choice="months", first=date(2026, 10, 1), end=date(2026, 11, 1))
    days = calendar_of(period, "Europe/London")
    assert len(days) == 31
    assert days[0].start == datetime(2026, 9, 30, 23, tzinfo=UTC)
    assert days[24].start == datetime(2026, 10, 24, 23, tzinfo=UTC)
    assert days[24].end == days[25].start == datetime(2026, 10, 26, tzinfo=UTC)
    assert days[24].dues[0] == datetime(2026, 10, 27, tzinfo=UTC)
