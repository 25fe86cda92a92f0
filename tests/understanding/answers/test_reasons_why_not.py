"""A day told as the reason why not, or called too early, is never booked."""

import pytest

from tests.support.wishes import suits, wish

REFUSED = [
    ("tues too early", "2026-11-24T14:00"),
    ("friday is too far away", "2026-11-27T14:00"),
    ("tues 24 too early for me", "2026-11-24T14:00"),
    ("tuesday 9:30 is too early", "2026-11-24T09:30"),
    ("friday too soon", "2026-11-27T14:00"),
    ("i've got the hospital on thursday at 2", "2026-11-26T14:00"),
    ("dentist at 10 on thursday", "2026-11-26T10:00"),
    ("dentist at 10 on thursday", "2026-11-26T10:30"),
    ("i have a job interview at 11 on wednesday", "2026-11-25T11:00"),
    ("I've an appointment on thursday at 2", "2026-11-26T14:00"),
    ("wed 12pm clashes with my bus", "2026-11-25T12:00"),
    ("thursday my mum's funeral", "2026-11-26T10:00"),
    ("dialysis mon wed fri", "2026-11-25T10:00"),
    ("dialysis mon, wed, fri", "2026-11-27T10:00"),
    ("im at court on thursday at 10", "2026-11-26T10:00"),
]


@pytest.mark.parametrize(("text", "moment"), REFUSED)
def test_what_is_taken_up_or_too_early_is_not_offered(text: str, moment: str) -> None:
    value = wish(text)
    assert value["exact"] is None
    assert not suits(value, moment)
    assert suits(value, "2026-12-01T11:00")


UNSURE = [
    "after my dentist on thursday at 2",
    "my bus is at 2 on thursday",
    "at the hospital on thursday at 2",
]


@pytest.mark.parametrize("text", UNSURE)
def test_a_time_beside_something_else_of_that_day_is_offered_and_not_booked(text: str) -> None:
    value = wish(text)
    assert value["exact"] is None
    assert suits(value, "2026-11-26T14:00")


STILL_EXACT = [
    "thursday at 2 would work",
    "can i have an appointment on thursday at 2",
    "i'd like an appointment at 2 on thursday",
    "i'm at the dentist wednesday so thursday at 2",
]


@pytest.mark.parametrize("text", STILL_EXACT)
def test_a_wish_is_still_exact(text: str) -> None:
    assert wish(text)["exact"] == "2026-11-26T14:00+00:00"


@pytest.mark.parametrize("text", ["too early", "they're all too soon for me"])
def test_too_early_alone_asks_for_other_times(text: str) -> None:
    assert wish(text)["later"] is True


def test_a_day_that_is_fine_is_not_refused_with_the_one_that_is_taken_up() -> None:
    value = wish("i've the dentist thursday, friday at 2 is fine")
    assert suits(value, "2026-11-27T14:00")
    assert not suits(value, "2026-11-26T14:00")
