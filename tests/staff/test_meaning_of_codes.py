"""What staff read of why a text did not arrive is words, whatever the carrier's code."""

from __future__ import annotations

import pytest

from bot.staff.presenters.queue import meaning_of


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("30003", "The phone is switched off or out of reach."),
        (
            "try 2 after 30003",
            "Tried again. The time before: The phone is switched off or out of reach.",
        ),
        ("63024", "The carrier gave a code new to us: 63024."),
        ("try 2 after 63024", "The carrier gave a code new to us: 63024."),
        ("opted_out", ""),
        (None, ""),
    ],
)
def test_a_code_is_told_in_words_known_or_not(reason: str | None, says: str) -> None:
    assert meaning_of(reason, "failed") == says


def test_a_number_that_cannot_be_reached_is_no_carrier_that_cannot() -> None:
    assert meaning_of("unreachable", "queued") == "The carrier could not be reached."
    assert meaning_of("unreachable", "cancelled") == ""
