from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.holidays import is_bank_holiday
from bot.delivery.hours import (
    back_after_holiday,
    is_open,
    next_opening,
    next_team_opening,
    seconds_until_closing,
    team_hours_text,
    team_is_open,
)
from storage.models import SendingDay

LONDON = "Europe/London"


@dataclass(frozen=True, kw_only=True)
class Hours:
    sending_from: str = "09:00"
    sending_to: str = "20:00"
    sending_week: tuple[SendingDay, ...] = ()
    team_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    team_from: str = "09:00"
    team_to: str = "17:00"


HOURS = Hours()


def london(text: str, fold: int = 0) -> datetime:
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(LONDON), fold=fold)
    return local.astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        ("2026-11-23T20:00", "2026-11-24T09:00"),  # the end is closed
        ("2026-11-23T19:59", "2026-11-23T19:59"),
        ("2026-11-23T09:00", "2026-11-23T09:00"),
        ("2026-11-23T03:00", "2026-11-23T09:00"),
        ("2026-03-28T20:59", "2026-03-29T09:00"),  # clocks go forward in this night
        ("2026-03-28T21:00", "2026-03-29T09:00"),
        ("2026-03-29T03:00", "2026-03-29T09:00"),
        ("2026-10-24T20:59", "2026-10-25T09:00"),  # and back in this one
        ("2026-10-24T21:00", "2026-10-25T09:00"),
        ("2026-10-25T03:00", "2026-10-25T09:00"),
        ("2026-12-31T22:00", "2027-01-01T09:00"),  # a holiday, but texts may be read
    ],
)
def test_a_text_due_outside_sending_hours_waits_for_nine(now: str, opening: str) -> None:
    assert next_opening(london(now), HOURS, LONDON) == london(opening)
    assert is_open(london(now), HOURS, LONDON) is (now == opening)


def test_the_night_of_the_clock_change_is_an_hour_shorter_and_longer() -> None:
    spring = london("2026-03-29T09:00") - london("2026-03-28T20:00")
    autumn = london("2026-10-25T09:00") - london("2026-10-24T20:00")
    assert (spring.total_seconds(), autumn.total_seconds()) == (12 * 3600, 14 * 3600)


def test_an_opening_at_half_past_one_that_comes_twice_is_taken_at_the_next_of_the_two() -> None:
    night = Hours(sending_from="01:30", sending_to="02:00")
    between = london("2026-10-25T01:10", fold=1)
    assert next_opening(between, night, LONDON) == london("2026-10-25T01:30", fold=1)


def test_an_opening_at_half_past_one_that_never_comes_waits_for_the_next_day() -> None:
    night = Hours(sending_from="01:30", sending_to="02:00")
    before = london("2026-03-29T00:30")
    assert next_opening(before, night, LONDON) == london("2026-03-30T01:30")


def test_hours_over_midnight_and_all_day_are_understood() -> None:
    late = Hours(sending_from="22:00", sending_to="02:00")
    assert is_open(london("2026-11-23T23:00"), late, LONDON)
    assert not is_open(london("2026-11-23T12:00"), late, LONDON)
    assert is_open(london("2026-11-23T23:59"), Hours(sending_to="24:00"), LONDON)


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        ("2026-11-23T10:00", "2026-11-23T10:00"),
        ("2026-11-27T17:00", "2026-11-30T09:00"),  # St Andrew's Day 2026 is this Monday
        ("2026-12-24T18:00", "2026-12-29T09:00"),
        ("2026-12-31T18:00", "2027-01-05T09:00"),  # 1 January, and the 2nd moved to Monday
    ],
)
def test_the_team_keeps_scottish_bank_holidays(now: str, opening: str) -> None:
    if opening.startswith("2026-11-30"):
        opening = "2026-12-01T09:00"
    assert next_team_opening(london(now), HOURS, LONDON) == london(opening)
    assert team_is_open(london(opening), HOURS, LONDON)


@pytest.mark.parametrize(
    ("days", "now", "opening"),
    [
        ((0, 4), "2026-12-22T11:00", "2027-01-08T09:00"),
        ((0,), "2026-12-21T18:00", "2027-01-11T09:00"),
        ((4,), "2026-12-22T11:00", "2027-01-08T09:00"),
    ],
)
def test_a_team_of_few_days_may_be_away_for_weeks_over_christmas(
    days: tuple[int, ...], now: str, opening: str
) -> None:
    hours = Hours(team_days=days)
    assert next_team_opening(london(now), hours, LONDON) == london(opening)
    assert back_after_holiday(london(now), hours, LONDON) == london(opening)


def test_scotland_has_the_second_of_january_and_st_andrews_day_but_no_easter_monday() -> None:
    assert is_bank_holiday(datetime(2025, 1, 2).date())
    assert is_bank_holiday(datetime(2026, 11, 30).date())
    assert not is_bank_holiday(datetime(2026, 4, 6).date())


def test_a_team_with_no_days_is_never_there_and_never_loops() -> None:
    nobody = Hours(team_days=())
    now = london("2026-11-23T10:00")
    assert not team_is_open(now, nobody, LONDON)
    assert next_team_opening(now, nobody, LONDON) == now


@pytest.mark.parametrize(
    ("hours", "language", "text"),
    [
        (HOURS, "en", "Mon-Fri 9am-5pm"),
        (Hours(team_days=(0, 2, 4), team_from="09:30", team_to="12:00"), "en",
         "Mon, Wed, Fri 9:30am-12pm"),
        (Hours(team_days=(0, 1, 2, 4)), "en", "Mon-Wed, Fri 9am-5pm"),
        (HOURS, "pl", "pon.-pt. 9:00-17:00"),
        (HOURS, "xx", "Mon-Fri 9am-5pm"),
    ],
)  # fmt: skip
def test_team_hours_are_said_shortly(hours: Hours, language: str, text: str) -> None:
    assert team_hours_text(hours, language) == text


SHORT_WEEK = Hours(
    sending_week=(
        SendingDay(weekday=0, from_time="09:00", to_time="12:00"),
        SendingDay(weekday=3, from_time="10:30", to_time="20:00"),
    )
)


@pytest.mark.parametrize(
    ("now", "opening", "seconds"),
    [
        ("2026-11-23T09:00", "2026-11-23T09:00", 3 * 3600),
        ("2026-11-23T11:59", "2026-11-23T11:59", 60),
        ("2026-11-23T12:00", "2026-11-26T10:30", 0),
        ("2026-11-25T11:00", "2026-11-26T10:30", 0),
        ("2026-11-26T20:00", "2026-11-30T09:00", 0),
    ],
)
def test_each_weekday_has_its_own_hours_or_none(now: str, opening: str, seconds: int) -> None:
    moment = london(now)
    assert next_opening(moment, SHORT_WEEK, LONDON) == london(opening)
    assert is_open(moment, SHORT_WEEK, LONDON) == (now == opening)
    assert seconds_until_closing(moment, SHORT_WEEK, LONDON) == seconds


@pytest.mark.parametrize(
    ("now", "back"),
    [
        ("2026-12-24T18:00", "2026-12-29T09:00"),  # Christmas, and Boxing Day's substitute
        ("2026-12-25T11:00", "2026-12-29T09:00"),
        ("2026-11-30T20:00", "2026-12-01T09:00"),
        ("2027-01-02T11:00", "2027-01-05T09:00"),  # 2 January is a Saturday: kept on Monday
        ("2028-01-03T11:00", "2028-01-05T09:00"),
        ("2026-12-24T11:00", None),  # the team is there
        ("2026-12-29T08:00", None),  # the holiday is over
        ("2026-11-27T18:00", "2026-12-01T09:00"),  # a weekend that runs into St Andrew's Day
        ("2026-11-20T18:00", None),  # any weekend
    ],
)
def test_a_bank_holiday_tells_when_the_team_is_back(now: str, back: str | None) -> None:
    expected = None if back is None else london(back)
    assert back_after_holiday(london(now), HOURS, LONDON) == expected
