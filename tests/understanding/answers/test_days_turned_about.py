"""Days and hours refused and wished in one text are not turned about."""

import pytest

from tests.support.wishes import suits, wish

TURNED = [
    # text, a moment that suits, one that does not
    ("nothing before 10", "2026-11-24T10:30", "2026-11-24T09:30"),
    ("no earlier than 11", "2026-11-24T11:30", "2026-11-24T09:30"),
    ("not earlier than 11", "2026-11-24T11:30", "2026-11-24T09:30"),
    ("no later than 2", "2026-11-24T13:30", "2026-11-24T14:30"),
    ("before I collect the kids at 3", "2026-11-24T10:30", "2026-11-24T15:00"),
    ("no this week next week", "2026-12-01T10:00", "2026-11-26T10:00"),
    ("not this thurs, next thurs", "2026-12-03T10:00", "2026-11-26T10:00"),
    ("next tuesday not this", "2026-12-01T10:00", "2026-11-24T10:00"),
    ("actually no make it wed", "2026-11-25T10:00", "2026-11-24T10:00"),
    ("wed, no, make it thursday", "2026-11-26T10:00", "2026-11-25T10:00"),
    ("tuesday... naw wednesday", "2026-11-25T10:00", "2026-11-24T10:00"),
    ("I work monday to thursday", "2026-11-27T10:00", "2026-11-25T10:00"),
    ("I work mon-thu", "2026-11-27T10:00", "2026-11-24T10:00"),
    ("monday to wednesday only", "2026-11-24T10:00", "2026-11-26T10:00"),
    ("my pip assessment is on the 2nd so after that", "2026-12-03T10:00", "2026-12-02T10:00"),
    ("my pip assessment is on the 2nd so after that", "2026-12-04T10:00", "2026-12-01T10:00"),
    ("not monday to wednesday", "2026-11-26T10:00", "2026-11-24T10:00"),
]


@pytest.mark.parametrize(("text", "good", "bad"), TURNED)
def test_what_is_wished_is_offered_and_what_is_refused_is_not(
    text: str, good: str, bad: str
) -> None:
    value = wish(text)
    assert suits(value, good)
    assert not suits(value, bad)


def test_in_scots_a_no_between_two_days_may_mean_either() -> None:
    value = wish("wed no thurs")
    assert value["exact"] is None
    assert suits(value, "2026-11-25T10:00")
    assert suits(value, "2026-11-26T10:00")
    assert not suits(value, "2026-11-27T10:00")


@pytest.mark.parametrize("text", ["not this week and not next week", "no this week or next week"])
def test_two_weeks_refused_are_both_refused(text: str) -> None:
    value = wish(text)
    assert not suits(value, "2026-11-26T10:00")
    assert not suits(value, "2026-12-01T10:00")
    assert suits(value, "2026-12-08T10:00")


def test_a_free_day_is_no_refusal() -> None:
    assert suits(wish("i've nothing on thursday"), "2026-11-26T10:00")


def test_a_day_moved_to_another_is_no_range() -> None:
    assert not suits(wish("change tuesday to thursday"), "2026-11-25T10:00")
