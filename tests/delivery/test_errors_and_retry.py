from __future__ import annotations

from datetime import timedelta

import pytest

from bot.delivery.errors import ERRORS, RETRIED, carrier_error
from bot.delivery.retry import look_up_after, retry_after
from storage.repositories.outbox_due import LONGEST_RETRY


@pytest.mark.parametrize(
    ("code", "act"),
    [
        (21610, "opted_out"),
        (21211, "bad_number"),
        (21614, "bad_number"),
        (21635, "bad_number"),
        (21612, "config_alert"),
        (21603, "config_alert"),
        (21659, "config_alert"),
        (21660, "config_alert"),
        (30003, "retry_later"),
        (30036, "too_late"),
        (30005, "maybe_stranger"),
        (30006, "bad_number"),
        (30007, "alert"),
        (30008, "retry_once"),
        (20429, "back_off"),
        (63016, "alert"),
        (11200, "config_alert"),
    ],
)
def test_every_code_of_the_domain_reference_has_its_act(code: int, act: str) -> None:
    assert carrier_error(code).act == act


@pytest.mark.parametrize("code", ["99999", None])
def test_a_code_new_to_us_is_seen_and_never_retried_blindly(code: str | None) -> None:
    error = carrier_error(code)
    assert (error.act, error.is_retryable) == ("alert", False)


def test_every_row_is_explained_in_a_sentence() -> None:
    assert all(row.meaning.endswith(".") and len(row.meaning) > 10 for row in ERRORS.values())


def wait(code: int, attempts: int, draw: float = 0.5) -> timedelta | None:
    return retry_after(carrier_error(code), attempts=attempts, max_attempts=3, draw=draw)


def test_backing_off_doubles_to_half_an_hour_and_never_gives_up_by_itself() -> None:
    waits = [wait(20429, attempts) for attempts in (1, 2, 3, 9, 40)]
    assert waits == [timedelta(seconds=s) for s in (5, 10, 20, 1280, 1800)]


@pytest.mark.parametrize("code", [20429, 20003])
@pytest.mark.parametrize(("rank", "minutes"), [(0, 2), (1, 5)])
def test_after_hours_without_a_carrier_danger_waits_two_minutes_and_an_answer_five(
    code: int, rank: int, minutes: int
) -> None:
    last = retry_after(carrier_error(code), attempts=40, max_attempts=3, draw=0.5, rank=rank)
    assert last == timedelta(minutes=minutes)


def test_a_phone_that_is_off_gets_a_few_tries_twenty_minutes_apart() -> None:
    assert wait(30003, 1) == timedelta(minutes=20)
    assert wait(30003, 3) is None


def test_an_unknown_failure_gets_one_more_try() -> None:
    assert wait(30008, 1) is not None
    assert wait(30008, 2) is None


@pytest.mark.parametrize("row", [r for r in ERRORS.values() if r.act not in RETRIED])
def test_what_cannot_succeed_is_not_tried_again(row: object) -> None:
    assert retry_after(row, attempts=1, max_attempts=5, draw=0) is None  # type: ignore[arg-type]


def test_draws_spread_the_tries_by_a_quarter_each_way() -> None:
    assert wait(20429, 2, draw=0.0) == timedelta(seconds=7.5)
    assert (wait(20429, 2, draw=0.999) or timedelta()) < timedelta(seconds=12.5)


@pytest.mark.parametrize("code", [20429, 21612, 30003, 30008])
def test_no_wait_for_the_next_try_is_taken_for_a_night(code: int) -> None:
    waits = [wait(code, attempts, draw=0.999) for attempts in (1, 2, 9, 40)]
    assert max(each for each in waits if each is not None) < LONGEST_RETRY


def test_looking_up_comes_later_and_later() -> None:
    assert look_up_after(0, 0.5) < look_up_after(1, 0.5) <= look_up_after(30, 0.5)
    assert look_up_after(30, 1) <= timedelta(minutes=2.5)  # a person's later texts wait for it
