"""A name under each text, as under a letter, is no part of what is said."""

from __future__ import annotations

import pytest

from bot.understanding.signature import without_signature


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Thank you so much. Elsie Wallace", "Thank you so much"),
        ("Thank you so much.\nMrs Elsie Wallace", "Thank you so much"),
        ("thanks from Elsie", "thanks"),
        ("Thanks hen. Kind regards, Elsie", "Thanks hen"),
        ("Lovely. Yours sincerely, Mrs. E Wallace", "Lovely. Yours sincerely, Mrs. E"),
        ("Elsie Wallace", "Elsie Wallace"),
        ("thanks Morag", "thanks Morag"),
        ("thanks", "thanks"),
        ("Thanks. Elsie fell", "Thanks. Elsie fell"),
    ],
)
def test_what_is_said_above_it(text, said):
    assert without_signature(text, "Elsie Wallace") == said


def test_nothing_is_taken_from_who_gave_no_name():
    assert without_signature("thanks from Elsie", "") == "thanks from Elsie"
