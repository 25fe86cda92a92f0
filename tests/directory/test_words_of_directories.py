"""Phones, postcodes and text as directories write them."""

from __future__ import annotations

import pytest

from bot.directory.need_slugs import need_labels, needs_of
from bot.directory.phones import first_phone
from bot.directory.plain_text import plain, whole_years
from bot.directory.postal_codes import outcode, postal_code


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("0141 496 0123", "0141 496 0123"),
        ("+44 (0)141 496 0123", "0141 496 0123"),
        ("Tel: 01414960123 / 0141 496 0124", "0141 496 0123"),
        ("0141 496 0123 ext 4", "0141 496 0123"),
        ("116 123", "116 123"),
        ("+1 415 867 5309", None),  # not British
        ("0141 49", None),
        ("see website", None),
        ("", None),
        (None, None),
    ],
)
def test_one_valid_number_is_found_in_free_text(text, phone):
    assert first_phone(text) == phone


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EH1 2QZ", "EH1 2QZ"),
        ("eh12qz", "EH1 2QZ"),
        (" G33 ", "G33"),
        ("ABC 1234", None),
        ("", None),
        (None, None),
    ],
)
def test_postcodes_have_one_spelling(text, code):
    assert postal_code(text) == code


def test_an_outcode_is_the_part_before_the_space():
    assert (outcode("g20 7aa"), outcode("G20"), outcode("nowhere")) == ("G20", "G20", None)


def test_long_text_is_cut_at_a_word():
    assert plain("one two three", at_most=9) == "one two"


@pytest.mark.parametrize("value", ["x", None, -1, 121, float("nan"), float("inf"), [1]])
def test_ages_that_cannot_be_are_nothing(value):
    assert whole_years(value) is None


def test_there_are_thirteen_needs_and_each_has_a_category():
    assert len(need_labels()) == 13
    assert needs_of(["money-advice", None, "no-such-slug", "lunch-club"]) == (
        "money",
        "food",
        "isolation",
    )
