from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.delivery.check import Drop, Leaving, Send, Wait, check
from storage.models.practice_settings import PracticeSettings

MONDAY_TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 23, tzinfo=UTC)
NEXT_NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOURS = PracticeSettings()


def leaving(**changes: Any) -> Leaving:
    now = changes.get("now", MONDAY_TEN)
    values: dict[str, Any] = {
        "kind": "reply",
        "author": "bot",
        "channel": "sms",
        "at": now,
        "now": now,
        "expires_at": now + timedelta(hours=24),
        "last_inbound_at": None,
        "is_opted_out": False,
        "is_owner_unchanged": True,
        "frozen_at": None,
        "is_held": False,
        "is_unreachable": False,
        "muted_until": None,
        "taken_over_at": None,
    }
    return Leaving(**(values | changes))


def decide(**changes: Any) -> object:
    return check(leaving(**changes), HOURS, "Europe/London")


@pytest.mark.parametrize("kind", ["reply", "reminder", "check_in", "staff", "notice", "nudge"])
def test_by_day_a_text_leaves(kind: str) -> None:
    assert decide(kind=kind) == Send()


@pytest.mark.parametrize("kind", ["reply", "reminder", "check_in", "staff", "notice", "nudge"])
def test_at_night_a_text_waits_for_the_morning(kind: str) -> None:
    assert decide(kind=kind, now=NIGHT) == Wait(NEXT_NINE)


@pytest.mark.parametrize("kind", ["reply", "staff"])
def test_an_answer_to_somebody_who_has_just_written_leaves_at_any_hour(kind: str) -> None:
    assert decide(kind=kind, now=NIGHT, last_inbound_at=NIGHT - timedelta(minutes=9)) == Send()
    later = NIGHT - timedelta(minutes=11)
    assert decide(kind=kind, now=NIGHT, last_inbound_at=later) == Wait(NEXT_NINE)


def test_a_reminder_never_uses_a_live_exchange_to_leave_at_night() -> None:
    assert decide(kind="reminder", now=NIGHT, last_inbound_at=NIGHT) == Wait(NEXT_NINE)


def test_web_chat_has_no_night() -> None:
    assert decide(channel="web", now=NIGHT) == Send()


REFUSALS: list[dict[str, Any]] = [
    {"is_opted_out": True},
    {"is_owner_unchanged": False},
    {"frozen_at": NIGHT + timedelta(minutes=1)},
    {"is_held": True},
    {"is_unreachable": True},
    {"muted_until": NIGHT + timedelta(days=1)},
    {"taken_over_at": NIGHT + timedelta(minutes=1)},
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda r: next(iter(r)))
@pytest.mark.parametrize("kind", ["crisis", "opt_out"])
def test_nothing_but_age_holds_back_a_crisis_reply_or_the_last_confirmation(
    kind: str, refusal: dict[str, Any]
) -> None:
    assert decide(kind=kind, now=NIGHT, **refusal) == Send()
    assert decide(kind=kind, expires_at=MONDAY_TEN) == Drop("too_old")


@pytest.mark.parametrize("kind", ["reply", "staff", "reminder", "check_in", "nudge", "notice"])
def test_after_an_opt_out_no_other_kind_leaves(kind: str) -> None:
    assert decide(kind=kind, is_opted_out=True) == Drop("opted_out")


@pytest.mark.parametrize("kind", ["reminder", "check_in", "nudge", "notice"])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"frozen_at": MONDAY_TEN}, "frozen"),
        ({"is_held": True}, "held"),
        ({"is_unreachable": True}, "unreachable"),
        ({"is_owner_unchanged": False}, "stale"),
    ],
)
def test_what_we_begin_is_stopped_by_doubt_about_the_number_or_its_reason(
    kind: str, change: dict[str, Any], reason: Any
) -> None:
    assert decide(kind=kind, **change) == Drop(reason)


@pytest.mark.parametrize("kind", ["reply", "staff"])
def test_what_was_said_before_a_danger_does_not_follow_it(kind: str) -> None:
    before = MONDAY_TEN - timedelta(minutes=1)
    assert decide(kind=kind, at=before, danger_at=MONDAY_TEN) == Drop("danger")
    assert decide(kind=kind, danger_at=MONDAY_TEN) == Send()


@pytest.mark.parametrize("kind", ["reminder", "notice"])
def test_what_tells_of_a_visit_waits_for_a_person_to_let_texts_go_on(kind: str) -> None:
    held = {"kind": kind, "is_held": True, "is_of_a_visit": True}
    in_an_hour = MONDAY_TEN + timedelta(hours=1)
    assert decide(**held) == Wait(in_an_hour)
    assert decide(**held, is_owner_unchanged=False) == Drop("stale")
    assert decide(**held, expires_at=in_an_hour) == Drop("too_old")


@pytest.mark.parametrize(
    "change", [{"frozen_at": MONDAY_TEN}, {"is_held": True}, {"is_unreachable": True}]
)
def test_an_answer_to_the_persons_own_text_still_leaves(change: dict[str, Any]) -> None:
    assert decide(kind="reply", **change) == Send()


@pytest.mark.parametrize("kind", ["reply", "staff"])
def test_what_was_written_before_a_number_was_frozen_does_not_leave(kind: str) -> None:
    before = MONDAY_TEN - timedelta(minutes=1)
    assert decide(kind=kind, at=before, frozen_at=MONDAY_TEN) == Drop("frozen")


def test_a_muted_person_keeps_their_reminder_until_they_are_no_longer_muted() -> None:
    until = MONDAY_TEN + timedelta(hours=3)
    assert decide(kind="reminder", muted_until=until) == Wait(until)
    assert decide(kind="reply", muted_until=until) == Send()


def test_a_text_that_would_be_too_old_by_the_morning_is_too_old_now() -> None:
    assert decide(kind="reminder", now=NIGHT, expires_at=NEXT_NINE) == Drop("too_old")


def test_what_the_bot_said_before_a_take_over_stays_unsaid_and_what_staff_say_leaves() -> None:
    taken = MONDAY_TEN + timedelta(seconds=1)
    now = MONDAY_TEN + timedelta(seconds=2)
    assert decide(at=MONDAY_TEN, now=now, taken_over_at=taken) == Drop("taken_over")
    assert decide(at=MONDAY_TEN, now=now, taken_over_at=taken, author="staff") == Send()
    assert decide(at=now, now=now, taken_over_at=taken) == Send()
