"""Days and hours from one to another, said when it was asked what suits."""

from __future__ import annotations

import pytest

from bot.understanding.answers.day_or_clock import read_clock
from bot.understanding.answers.wish_for_time import read_wish
from tests.support.wishes import MONDAY, suits, wish

THIRD_TO_NINTH = [
    "from the 3rd to the 9th", "between the 3rd and the 9th", "between the 3rd & 9th", "3rd-9th",
    "3rd - 9th", "the 3rd till the 9th", "the 3rd to the 9th of december", "3-9 december",
    "3 to 9 dec", "3/12 to 9/12", "3/12-9/12", "thursday 3rd to wednesday 9th", "3rd to 9",
    "from thursday the 3rd of december through to wednesday the 9th of december",
]  # fmt: skip


@pytest.mark.parametrize("text", THIRD_TO_NINTH)
def test_two_dates_are_the_days_between_them(text: str) -> None:
    assert wish(text)["windows"] == [["2026-12-03T00:00+00:00", "2026-12-10T00:00+00:00"]]


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("28th to 3rd", [["2026-11-28T00:00+00:00", "2026-12-04T00:00+00:00"]]),
        ("20th dec to 3rd jan", [["2026-12-20T00:00+00:00", "2027-01-04T00:00+00:00"]]),
        ("26 to 30", [["2026-11-26T00:00+00:00", "2026-12-01T00:00+00:00"]]),
        ("move it from 26th to 3rd", [["2026-12-03T00:00+00:00", "2026-12-04T00:00+00:00"]]),
        ("the 3rd till 5", [["2026-12-03T08:00+00:00", "2026-12-03T17:00+00:00"]]),
        ("the 3rd, 10 to 4", [["2026-12-03T10:00+00:00", "2026-12-03T16:00+00:00"]]),
    ],
)  # fmt: skip
def test_dates_over_months_moved_or_with_hours(text: str, windows: list[list[str]]) -> None:
    assert wish(text)["windows"] == windows


@pytest.mark.parametrize(
    "text",
    ["im away from the 26th to the 30th", "not between the 26th and the 30th",
     "i'm on holiday 26th-30th"],
)  # fmt: skip
def test_days_refused_from_one_to_another_are_left_out(text: str) -> None:
    value = wish(text)
    assert not suits(value, "2026-11-27T10:00")
    assert suits(value, "2026-12-01T10:00")


def test_between_two_weekdays_is_the_one_between_them_too() -> None:
    value = wish("between tuesday and thursday")
    assert suits(value, "2026-11-25T10:00")
    assert not suits(value, "2026-11-27T10:00")


@pytest.mark.parametrize(
    "text",
    ["mon to thu", "mon tae thu", "mon until thu", "mon through to thu", "between mon and thu"],
)
def test_weekdays_are_joined_by_any_word_for_to(text: str) -> None:
    value = wish(text)
    assert suits(value, "2026-12-02T10:00")
    assert not suits(value, "2026-12-04T10:00")


@pytest.mark.parametrize("text", ["after friday", "efter friday", "eftir friday"])
def test_any_word_for_after_a_day_leaves_the_day_out(text: str) -> None:
    value = wish(text)
    assert not suits(value, "2026-11-27T10:00")
    assert suits(value, "2026-11-30T10:00")


@pytest.mark.parametrize("text", ["before friday", "afore friday", "till friday"])
def test_any_word_for_before_a_day_leaves_it_and_later_ones_out(text: str) -> None:
    value = wish(text)
    assert suits(value, "2026-11-26T10:00")
    assert not suits(value, "2026-11-27T10:00")


@pytest.mark.parametrize("text", ["10 to 12", "10 tae 12", "10 until 12", "10 through 12"])
def test_hours_are_joined_by_any_word_for_to(text: str) -> None:
    value = wish(f"tuesday {text}")
    assert suits(value, "2026-11-24T11:00")
    assert not suits(value, "2026-11-24T12:30")


@pytest.mark.parametrize("text", ["the 3rd or the 9th", "the 3rd and the 9th", "3rd, 9th"])
def test_either_of_two_dates_is_no_range(text: str) -> None:
    assert not suits(wish(text), "2026-12-05T10:00")


TEN_TO_TWELVE = [
    "10 to 12", "10-12", "10 til 12", "10 till 12", "ten to twelve", "ten tae twelve",
    "from 10 to 12", "between 10 to 12", "10am to 12", "10am-12pm", "10 to 12am",
    "10 to 12 any day", "10 to 12 is best", "free 10 to 12", "10ish til 12ish", "between 10 & 12",
]  # fmt: skip


@pytest.mark.parametrize("text", TEN_TO_TWELVE)
def test_two_hours_are_what_lies_between_them(text: str) -> None:
    value = wish(text)
    assert suits(value, "2026-11-25T10:00")
    assert suits(value, "2026-11-25T11:30")
    assert not suits(value, "2026-11-25T12:00")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2 til 4", "14:00", "16:00"), ("two til four", "14:00", "16:00"),
        ("between 1 and 3", "13:00", "15:00"), ("half 9 til half 11", "09:30", "11:30"),
        ("9 to 5", "09:00", "17:00"), ("7 to 11", "07:00", "11:00"), ("10 to 2", "10:00", "14:00"),
        ("9.30 to 11.30", "09:30", "11:30"), ("1 to 3pm", "13:00", "15:00"),
    ],
)  # fmt: skip
def test_hours_are_those_of_the_day(text: str, start: str, end: str) -> None:
    assert wish(text)["windows"][1] == [f"2026-11-24T{start}+00:00", f"2026-11-24T{end}+00:00"]


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("thursday at ten to 12", "11:50"), ("thursday at 10 to 12", "11:50"),
        ("thursday about 10 to 4", "15:50"), ("thursday 5 to 3", "14:55"),
        ("thursday 10 to 9", "08:50"), ("quarter to 4 thursday", "15:45"),
    ],
)  # fmt: skip
def test_a_time_of_the_clock_stays_one(text: str, clock: str) -> None:
    assert wish(text)["exact"] == f"2026-11-26T{clock}+00:00"


def test_where_one_time_of_the_clock_is_asked_ten_to_twelve_is_one() -> None:
    assert read_clock("10 to 12", now=MONDAY, timezone="Europe/London") == "11:50"


@pytest.mark.parametrize(
    "text",
    ["10 to 12 pills", "10-12 tablets", "between 10 and 12 pills", "20 to 25 quid", "2 to 3 weeks",
     "8 to 10 pints", "one to one please"],
)  # fmt: skip
def test_an_amount_is_no_time(text: str) -> None:
    assert read_wish(text, before=None, now=MONDAY, timezone="Europe/London") is None
