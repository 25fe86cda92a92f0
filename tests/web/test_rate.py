from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import ManualClock
from bot.web.rate import MOST_KEYS, Rate, address_key


def test_so_many_in_any_stretch_of_time_and_it_says_when_again(clock: ManualClock) -> None:
    rate = Rate(clock, count=2, per=timedelta(minutes=1))
    assert [rate.take("a"), rate.take("a")] == [0, 0]
    clock.advance(timedelta(seconds=10))
    assert (rate.take("a"), rate.take("b")) == (50, 0)
    clock.advance(timedelta(seconds=50))
    assert rate.take("a") == 0


def test_what_is_given_back_was_never_taken(clock: ManualClock) -> None:
    rate = Rate(clock, count=1, per=timedelta(minutes=1))
    for _ in range(5):
        assert rate.take("a") == 0
        rate.give_back("a")


def test_a_flood_of_keys_fills_no_memory(clock: ManualClock) -> None:
    rate = Rate(clock, count=1, per=timedelta(hours=1))
    for number in range(MOST_KEYS + 500):
        rate.take(str(number))
    assert len(rate._times) == MOST_KEYS
    assert rate.take(str(MOST_KEYS + 499)) > 0  # the latest is remembered


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        (None, ""),
        ("odd", "odd"),
    ],
)
def test_a_household_of_ipv6_is_one_address(address: str | None, key: str) -> None:
    assert address_key(address) == key
