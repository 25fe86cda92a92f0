"""Second thoughts by number about the times on offer."""

import pytest

from bot.understanding.answers.number_after_all import number_after_all, refuses_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 actually no 3", "3"),
        ("3 no wait 1", "1"),
        ("1, no, 3", "3"),
        ("2 sorry 1", "1"),
        ("1. Oops, make it 2", "2"),
        ("1 or 2", "1"),
        ("either 2 or 3 is fine", "2"),
    ],
)
def test_the_number_meant_in_the_end(text: str, number: str) -> None:
    assert number_after_all(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "1 no 3",
        "1 not 3",
        "2",
        "2 but later",
        "1 or wednesday",
        "actually 1 not 3",
        "1 of 3",
        "aye",
    ],
)
def test_what_may_mean_either_is_no_number(text: str) -> None:
    assert number_after_all(text) is None


@pytest.mark.parametrize("text", ["not 1", "1 is no good", "2 doesn't suit", "3 no good for me"])
def test_a_number_refused(text: str) -> None:
    assert refuses_number(text)


@pytest.mark.parametrize("text", ["1", "1 is good", "1 suits", "not 1 but 2", "2 works"])
def test_a_number_not_refused(text: str) -> None:
    assert not refuses_number(text)
