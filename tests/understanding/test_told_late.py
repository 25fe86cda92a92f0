"""Who somebody is, told when nothing is asked any more."""

from datetime import UTC, datetime

import pytest

from bot.commands import SetSlot
from bot.understanding.situation import Situation
from bot.understanding.told_late import read_details_told_late
from bot.understanding.vocabulary import Vocabulary

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
WORDS = Vocabulary(flows={"other_details": "your details"})


def told(text, **slots):
    situation = Situation(now=NOW, slots={"still_telling": False, **slots}, vocabulary=WORDS)
    found = read_details_told_late(text, situation)
    return [each.value for each in found if isinstance(each, SetSlot)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("oh my name is Jean Broon 3/4/1950", ["Jean Broon", "1950-04-03"]),
        ("Jean Broon 3/4/1950", ["Jean Broon", "1950-04-03"]),
        ("its Jean Broon by the way", ["Jean Broon"]),
        ("3/4/1950", []),
        ("its raining", []),
        ("its Monday Morning", []),
        ("Thanks Again", []),
        ("see you then", []),
    ],
)
def test_a_name_that_we_lack(text, values):
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3/4/1950", ["1950-04-03"]),
        ("my date of birth is 3/4/1950", ["1950-04-03"]),
        ("my son was born 3/4/2012", []),
        ("3/12/26", []),
        ("its Kelly Dunn", []),
    ],
)
def test_a_birth_date_that_we_lack(text, values):
    assert told(text, first_name="Jean") == values


def test_nothing_where_all_is_known_or_still_being_told():
    assert told("Jean Broon 3/4/1950", person_known=True) == []
    assert told("Jean Broon 3/4/1950", still_telling=True) == []
