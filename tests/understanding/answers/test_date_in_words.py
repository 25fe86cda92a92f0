"""Dates of birth as a phone writes down what is said to it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.answers.birth_date import read_birth_date

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("jean brown fourteenth of february nineteen fifty one", date(1951, 2, 14)),
        ("its the third of june nineteen eighty two", date(1982, 6, 3)),
        ("second of may nineteen seventy", date(1970, 5, 2)),
        ("thirty first of december two thousand and five", date(2005, 12, 31)),
        ("twenty-first march nineteen oh nine", date(1909, 3, 21)),
        ("the 14th of february nineteen fifty one", date(1951, 2, 14)),
        ("fourteenth february 1951", date(1951, 2, 14)),
        ("the first of june two thousand", date(2000, 6, 1)),
        ("2nd of may nineteen hundred and seventy", date(1970, 5, 2)),
        ("five may twenty ten", date(2010, 5, 5)),
    ],
)
def test_a_date_in_words(text, born):
    found = read_birth_date(text, TODAY)
    assert found is not None
    assert found[0] == born


@pytest.mark.parametrize(
    "text",
    [
        "thirty first of june nineteen fifty",
        "i was there in may nineteen times",
        "second may two people came",
        "the first of december",
        "third of june nineteen hundred",
        "first of may twenty thirty",
    ],
)
def test_what_is_none(text):
    assert read_birth_date(text, TODAY) is None
