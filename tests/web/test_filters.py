from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.web.filters import age, clock_time, day_time, marked, words

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("utc", "shown"),
    [
        ((2026, 11, 24, 9, 30), "Tue 24 Nov, 9:30am"),
        ((2026, 11, 24, 0, 0), "Tue 24 Nov, 12am"),
        ((2026, 11, 24, 12, 5), "Tue 24 Nov, 12:05pm"),
        ((2026, 7, 1, 13, 0), "Wed 1 Jul, 2pm"),  # summer time
        ((2026, 10, 25, 0, 30), "Sun 25 Oct, 1:30am"),  # the first 01:30 of that night
        ((2026, 10, 25, 1, 30), "Sun 25 Oct, 1:30am"),  # and the second
    ],
)
def test_a_time_is_shown_on_the_practices_wall_clock(utc: tuple[int, ...], shown: str) -> None:
    assert day_time(datetime(*utc, tzinfo=UTC)) == shown  # type: ignore[arg-type, misc]


def test_a_whole_hour_has_no_minutes() -> None:
    assert clock_time(NOW) == "10am"


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=119), "1 hour"),
        (timedelta(hours=47), "1 day"),
        (timedelta(days=9), "9 days"),
        (timedelta(minutes=-5), "just now"),
    ],
)
def test_an_age_is_said_in_its_largest_whole_unit(ago: timedelta, shown: str) -> None:
    assert age(NOW - ago, NOW) == shown


def test_marked_words_are_escaped_and_named() -> None:
    shown = marked("<b>nae leccy</b>", [{"start": 7, "end": 12, "label": "energy"}])

    assert str(shown) == (
        '&lt;b&gt;nae <mark class="mark">leccy'
        '<span class="hidden"> (energy)</span></mark>&lt;/b&gt;'
    )


def test_overlapping_marks_become_one_with_both_labels() -> None:
    spans = [
        {"start": 0, "end": 9, "label": "money"},
        {"start": 4, "end": 12, "label": "mental_health"},
    ]

    shown = str(marked("skint and low", spans))

    assert shown.count("<mark") == 1
    assert "skint and lo<" in shown
    assert "(money, mental health)" in shown


def test_a_mark_outside_the_text_is_left_out() -> None:
    assert str(marked("hello", [{"start": 3, "end": 99, "label": "money"}])) == "hello"


def test_a_label_reads_as_words() -> None:
    assert words("mental_health") == "mental health"
