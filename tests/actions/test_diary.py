"""What can be booked, worked out on the clock of the wall and kept in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from actions.booking.diary import Diary, WorkerRules
from storage.models import Availability, DayHours

LONDON = ZoneInfo("Europe/London")
MORAG = "morag"
SUMMER_BEGINS = date(2027, 3, 28)
"""The last Sunday of March: one o'clock does not come."""
SUMMER_ENDS = date(2026, 10, 25)
"""The last Sunday of October: one o'clock comes twice."""


def hours(day: date, from_time: str, to_time: str, *modes: str) -> Availability:
    return Availability(
        practice_id="p",
        link_worker_id=MORAG,
        weekday=day.weekday(),
        from_time=from_time,
        to_time=to_time,
        modes=list(modes or ("phone",)),
    )


def other(
    day: date, kind: str, from_time: str | None = None, to_time: str | None = None
) -> DayHours:
    return DayHours(
        practice_id="p",
        link_worker_id=MORAG,
        day=day,
        kind=kind,
        from_time=from_time,
        to_time=to_time,
        modes=["phone"],
    )


def free_on(day: date, shifts: list[Availability], **more: object) -> list[str]:
    """The free starts of a day in UTC, "09:30"."""
    since = datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)
    settings: dict[str, object] = {
        "busy": (),
        "since": since,
        "until": since + timedelta(days=1),
        "length": timedelta(minutes=30),
        "zone": LONDON,
        "modes": ("phone", "in_person"),
        "shifts": shifts,
        **more,
    }
    diary = Diary(**settings)  # type: ignore[arg-type]
    return [f"{one.starts_at:%H:%M}" for free in diary.days() for one in free]


@pytest.mark.parametrize(
    ("day", "starts"),
    [
        (date(2027, 3, 27), ["09:00", "09:30"]),
        (SUMMER_BEGINS, ["08:00", "08:30"]),
        (date(2026, 10, 24), ["08:00", "08:30"]),
        (SUMMER_ENDS, ["09:00", "09:30"]),
    ],
    ids=["day before summer", "summer begins", "day before winter", "winter begins"],
)
def test_nine_is_nine_on_the_wall_on_either_side_of_a_change(day: date, starts: list[str]) -> None:
    assert free_on(day, [hours(day, "09:00", "10:00")]) == starts


def test_an_hour_that_does_not_come_is_not_offered_twice() -> None:
    starts = free_on(SUMMER_BEGINS, [hours(SUMMER_BEGINS, "00:30", "03:00")])

    assert starts == sorted(starts)
    assert starts[0] == "00:30"
    assert "02:00" not in starts  # three on the wall, when the hours end


@pytest.mark.parametrize(
    ("special", "starts"),
    [
        ([], ["09:00", "09:30"]),
        ([("none", None, None)], []),
        ([("extra", "13:00", "13:30")], ["09:00", "09:30", "13:00"]),
        ([("instead", "11:00", "12:00")], ["11:00", "11:30"]),
        ([("instead", "11:00", "11:30"), ("extra", "15:00", "15:30")], ["11:00", "15:00"]),
    ],
    ids=["as the week", "none", "extra", "instead", "instead and extra"],
)
def test_single_days_differ_from_their_week(
    special: list[tuple[str, str | None, str | None]], starts: list[str]
) -> None:
    day = date(2026, 12, 1)
    single = {day: [other(day, *one) for one in special]}

    assert free_on(day, [hours(day, "09:00", "10:00")], single_days=single) == starts


@pytest.mark.parametrize(
    ("minutes", "starts"),
    [(0, ["09:00", "09:30", "10:00", "10:30"]), (15, ["09:00", "09:45", "10:30"])],
)
def test_minutes_between_visits_are_kept_free(minutes: int, starts: list[str]) -> None:
    day = date(2026, 12, 1)
    since = datetime(2026, 12, 1, tzinfo=UTC)
    rules = {
        MORAG: WorkerRules(
            since=since, until=since + timedelta(days=1), gap=timedelta(minutes=minutes)
        )
    }
    shifts = [hours(day, "09:00", "11:00")]

    assert free_on(day, shifts, rules=rules) == starts
    nine = datetime(2026, 12, 1, 9, tzinfo=UTC)
    taken = [(MORAG, nine, nine + timedelta(minutes=30))]
    assert free_on(day, shifts, rules=rules, busy=taken) == starts[1:]


def test_a_bank_holiday_is_free_even_of_extra_hours() -> None:
    st_andrews = date(2026, 11, 30)
    single = {st_andrews: [other(st_andrews, "extra", "13:00", "14:00")]}

    assert free_on(st_andrews, [hours(st_andrews, "09:00", "10:00")], single_days=single) == []


def test_nobody_is_offered_a_visit_in_person_while_every_room_is_taken() -> None:
    day = date(2026, 12, 1)
    nine = datetime(2026, 12, 1, 9, tzinfo=UTC)
    taken = [("room", nine, nine + timedelta(minutes=30))]
    shifts = [hours(day, "09:00", "10:00", "in_person")]

    assert free_on(day, shifts, room_ids=["room"], rooms_taken=taken) == ["09:30"]
    assert free_on(day, shifts, room_ids=["room", "other"], rooms_taken=taken) == ["09:00", "09:30"]


def test_notice_and_how_far_ahead_are_each_link_workers_own() -> None:
    day = date(2026, 12, 1)
    rules = {
        MORAG: WorkerRules(
            since=datetime(2026, 12, 1, 9, 30, tzinfo=UTC),
            until=datetime(2026, 12, 1, 10, 30, tzinfo=UTC),
        )
    }

    assert free_on(day, [hours(day, "09:00", "12:00")], rules=rules) == ["09:30", "10:00"]
