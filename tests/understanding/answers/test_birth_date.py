from datetime import date

import pytest

from bot.understanding.answers.birth_date import read_birth_date

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("14/2/51", date(1951, 2, 14)),
        ("14/02/1951", date(1951, 2, 14)),
        ("14-2-1951", date(1951, 2, 14)),
        ("14.2.51", date(1951, 2, 14)),
        ("14 2 1951", date(1951, 2, 14)),
        ("14 Feb 1951", date(1951, 2, 14)),
        ("14th o february 1951", date(1951, 2, 14)),
        ("14th of Feb '51", date(1951, 2, 14)),
        ("february 14th, 1951", date(1951, 2, 14)),
        ("140251", date(1951, 2, 14)),
        ("14021951", date(1951, 2, 14)),
        ("1951-02-14", date(1951, 2, 14)),
        ("born on the 3rd sept 1988", date(1988, 9, 3)),
        ("14 lutego 1951", date(1951, 2, 14)),
        ("its 1/1/2005 hen", date(2005, 1, 1)),
        ("1/1/05", date(2005, 1, 1)),
        # Somebody of 100 is likelier to write than somebody of 0.
        ("3/3/26", date(1926, 3, 3)),
        ("29/2/1952", date(1952, 2, 29)),
    ],
)
def test_any_form_of_a_birth_date_is_understood(text, born):
    found = read_birth_date(text, TODAY)
    assert found is not None
    assert found[0] == born


@pytest.mark.parametrize(
    "text",
    ["1/1/2030", "31/2/1950", "29/2/1951", "1/1/1890", "tuesday", "", "45", "14/13/1951", "2pm"],
)
def test_a_date_that_nobody_was_born_on_is_refused(text):
    assert read_birth_date(text, TODAY) is None


def test_where_it_stands_is_told():
    text = "Jean Broon 14/2/51 hen"
    found = read_birth_date(text, TODAY)
    assert found is not None
    assert text[found[1] : found[2]] == "14/2/51"


@pytest.mark.parametrize(
    "text",
    [
        "fri 4 dec 10am",
        "thu 26 nov 11am",
        "26 november 11",
        "1 december 12.30",
        "3rd of december 10 to 12",
        "4th december 12 noon",
        "4 dec 14:30",
        "2 dec 09:30",
        "dec 4, 9.45",
        "4 dec 10 o'clock",
    ],
)
def test_a_day_and_an_hour_are_no_birth_date_where_a_time_was_asked_for(text):
    assert read_birth_date(text, TODAY, beside_times=True) is None


@pytest.mark.parametrize(
    "text", ["fri 4 dec 10am", "26/11/11 to 12", "2 dec 09:30", "4 dec 12 noon"]
)
def test_an_hour_that_says_so_is_no_year_anywhere(text):
    assert read_birth_date(text, TODAY) is None


@pytest.mark.parametrize("text", ["Ann Reid 4/12/61", "4 dec 2009", "its 14 Feb 51 am skint"])
def test_a_year_that_is_no_hour_is_one_also_where_a_time_was_asked_for(text):
    assert read_birth_date(text, TODAY, beside_times=True) is not None
