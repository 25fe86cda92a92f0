"""Name and date of birth told unasked; a date beside other words is nobody's birthday."""

from datetime import UTC, datetime

import pytest

from bot.commands import OpenQuestion
from bot.understanding.introductions import read_introduction
from bot.understanding.other_details import read_other_details
from bot.understanding.situation import Situation

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
KNOWN = {"person_name": "Jean Broon", "birth_date": "1950-04-03", "minimum_age": 16}


def asked(slot, kind):
    return OpenQuestion(
        id="q1", slot=slot, flow="f", step="s", kind=kind, asked_at="2026-11-23T10:00:00Z"
    )


TIME = asked("time_choice", "when")
LETTER = asked("housing_letter", "yes_no")


def introduced(text, question=None):
    found = read_introduction(text, Situation(now=NOW, question=question))
    return [command.value for command in found]


def put_right(text, question=None, slots=KNOWN):
    found = read_other_details(text, Situation(now=NOW, question=question, slots=slots))
    return found[0].values if found else None


@pytest.mark.parametrize(
    ("text", "name", "born"),
    [
        ("Jean Smith 3/4/1950", "Jean Smith", "1950-04-03"),
        ("Name: Jean Broon\nDOB: 03/04/1950\nskint", "Jean Broon", "1950-04-03"),
        ("jean mckay 3/4/1950", "Jean McKay", "1950-04-03"),
        ("its Jim Docherty 4/5/1957 here, need a hand", "Jim Docherty", "1957-05-04"),
        ("Jim Docherty 4/5/1957 here, in debt", "Jim Docherty", "1957-05-04"),
        ("I'm Jean Broon born 3/4/1950 and skint", "Jean Broon", "1950-04-03"),
        ("i am called Siobhán Reilly born 29 feb 1964", "Siobhán Reilly", "1964-02-29"),
        ("my name is Senga 3/4/1950", "Senga", "1950-04-03"),
        ("this is Mohammed Ali 1/1/70", "Mohammed Ali", "1970-01-01"),
        ("im Kelly Ann Dunn 3/4/2012", "Kelly Ann Dunn", "2012-04-03"),
    ],
)
def test_a_name_and_birth_date_are_kept(text, name, born):
    assert introduced(text) == [name, born]


@pytest.mark.parametrize("question", [None, LETTER])
@pytest.mark.parametrize(
    "text",
    [
        "out by 5/12/26",
        "Notice ends 5/12/26",
        "Court 3/4/1990",
        "Letter dated 3/11/2026",
        "Sheriff court date 3/4/1990",
        "Evicted 4/12/26",
        "Bailiffs 3/4/1990",
        "Tribunal 3/11/1998",
        "Stopped 3/11/26",
        "Redundant 4/12/26",
        "he died 03/06/2025",
        "He passed on the 3rd of June 2015",
        "Mum died 3/6/1985",
        "Passed 14/02/2019",
        "She passed 3/6/24",
        "I'm unemployed since 3 march 2015",
        "I am widowed since 14 feb 2009",
        "I'm signed off since 01/09/2016 and skint",
        "I'm clean since 4/5/2003 but lonely",
        "its been awful since 14/2/2014 my mum died",
        "I'm pregnant due 5/3/27 and no money",
        "PIP stopped 3/11/2016",
    ],
)
def test_a_date_beside_other_words_is_no_birthday(text, question):
    assert introduced(text, question) == []


@pytest.mark.parametrize("question", [None, TIME])
@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("sorry, it's 14/2/1961", "1961-02-14"),
        ("14/2/1961", "1961-02-14"),
        ("no its 14/2/1961", "1961-02-14"),
        ("oops 14/2/61", "1961-02-14"),
        ("my dob is 14/2/1961", "1961-02-14"),
        ("I was born 14/2/1961", "1961-02-14"),
        ("sorry my dob is 14/2/2012", "2012-02-14"),
        ("sorry I meant 14/2/2012", "2012-02-14"),
    ],
)
def test_a_birth_date_is_put_right_by_who_says_so(text, born, question):
    assert put_right(text, question) == {"birth_date": born}


@pytest.mark.parametrize("question", [None, TIME])
@pytest.mark.parametrize(
    "text",
    [
        "i had my op on 5/11/2026 so phone please",
        "my son was born 5/6/2024 so mornings",
        "my son was born 5/6/2004 and i need nappies",
        "my baby born 5/6/2014 is ill",
        "my daughters birthday is 5/6/2014",
        "since the accident 3/4/2010",
        "my op was 3/4/2001, thursday please",
        "12/3/26",
        "5/11/2026",
    ],
)
def test_another_date_leaves_the_birth_date_known(text, question):
    assert put_right(text, question) is None


def test_who_gave_no_name_may_give_it_where_a_time_is_asked():
    assert put_right("Jean Smith 3/4/1950", TIME, {}) == {
        "person_name": "Jean Smith",
        "birth_date": "1950-04-03",
    }


@pytest.mark.parametrize(
    "text",
    ["Hi I am Jean Broon, I can't pay my rent", "I'm Jean Broon and I need help",
     "My full name is Jean Broon and I need help", "Jean Broon here, skint",
     "I need help with my rent. Thanks, Jean Broon"],
)  # fmt: skip
def test_a_name_alone_is_kept_by_its_capitals(text):
    assert introduced(text) == ["Jean Broon"]


@pytest.mark.parametrize(
    "text",
    ["It's Universal Credit, they stopped it", "I'm Feeling Low, help", "I am Totally Skint.",
     "This is Glasgow City Council", "Mary Broon here on behalf of Jean Broon",
     "I'm at Mill Street", "Thanks Morag"],
)  # fmt: skip
def test_other_words_with_capitals_are_no_name(text):
    assert introduced(text) == []
