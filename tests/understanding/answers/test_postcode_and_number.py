import pytest

from bot.understanding.answers.number import read_number, read_numbers
from bot.understanding.answers.phone import read_phone
from bot.understanding.answers.postcode import read_postcode


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("EH1 2QZ", "EH1 2QZ"),
        ("eh12qz", "EH1 2QZ"),
        ("G33", "G33"),
        ("its g33 hen", "G33"),
        ("I stay in G2 1AL now", "G2 1AL"),
        ("ab10 1xg", "AB10 1XG"),
    ],
)
def test_whole_and_half_postcodes_are_written_as_the_post_does(text, postcode):
    found = read_postcode(text)
    assert found is not None
    assert found[0] == postcode


@pytest.mark.parametrize("text", ["", "Glasgow", "none", "no fixed address", "123"])
def test_what_is_no_postcode_is_none(text):
    assert read_postcode(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("seven", 7),
        ("7 out of 10", 7),
        ("7/10", 7),
        ("about a 7", 7),
        ("0", 0),
        ("twa", 2),
    ],
)
def test_a_number_on_a_scale_is_its_value(text, value):
    assert read_number(text, 0, 10) == value


@pytest.mark.parametrize("text", ["11", "banana", "", "3 or 4 kids"])
def test_a_number_out_of_range_or_amid_words_is_no_answer(text):
    assert read_number(text, 0, 10) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.5", 2.5),
        ("2,5", 2.5),
        ("2.50", 2.5),
        ("£5", 5),
        ("5 pounds", 5),
        ("five quid please", 5),
        ("about £2.50.", 2.5),
        ("1,000", 1000),
        ("£1,250.50", 1250.5),
        ("1000000", 1000000),
        ("2 and a half", 2.5),
        ("two and a hauf", 2.5),
        ("2½", 2.5),
    ],
)
def test_an_amount_has_a_fraction_a_pound_sign_or_thousands(text, value):
    assert read_number(text, 0, None) == value


@pytest.mark.parametrize(("text", "value"), [("7.5", 7.5), ("seven and a half", 7.5)])
def test_a_score_may_lie_half_way(text, value):
    assert read_number(text, 0, 10) == value


@pytest.mark.parametrize(
    "text", ["-5", "-£5", "2 or 3", "5-6", "14/2/61", "2.30pm", "5:30", "1.2.3", "2.5 and a half"]
)
def test_what_is_not_one_amount_is_none(text):
    assert read_number(text, None, None) is None


def test_several_numbers_are_read_in_order():
    assert read_numbers("1 and 3") == (1, 3)


@pytest.mark.parametrize("before", ["", "aye its ", "x" * 390 + " ", "word " * 79])
def test_a_telephone_number_is_read_whole_however_late_it_begins(before):
    found = read_phone(f"{before}07700 900123 hen")
    assert found is not None
    assert found[0] == "+447700900123"


@pytest.mark.parametrize(
    "text", ["123", "0770090012", "077009001234", "", "x" * 500 + " 07700 900123"]
)
def test_what_is_no_number_or_comes_too_late_is_none(text):
    assert read_phone(text) is None
