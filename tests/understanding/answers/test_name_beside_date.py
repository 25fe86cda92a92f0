from datetime import UTC, datetime

import pytest

from bot.commands import OpenQuestion, SetSlot
from bot.understanding.answers.any_question import read_answer
from bot.understanding.situation import Situation

QUESTION = OpenQuestion(
    id="1", slot="person_name", flow="about_you", step="name", kind="person_name", asked_at=""
)
SITUATION = Situation(now=datetime(2026, 3, 10, 10, tzinfo=UTC), question=QUESTION)

LONG = "Wilhelmina Anastasia Featherstonehaugh-Cholmondeley-Marjoribanks of Kirkcudbrightshire"
SIX_WORDS = "Maria del Carmen Garcia Lopez Fernandez"


def told(text: str) -> dict[str, object]:
    answer = read_answer(text, QUESTION, SITUATION)
    commands = answer.commands if answer is not None else ()
    return {c.name: c.value for c in commands if isinstance(c, SetSlot) and c.value is not None}


@pytest.mark.parametrize(
    ("text", "name", "born"),
    [
        (
            "ma names Agnes McGinty ah wis born oan the 3rd o March 1958",
            "Agnes McGinty",
            "1958-03-03",
        ),
        (
            "My name is William Sutherland and my date of birth is the 9th of September 1938.",
            "William Sutherland",
            "1938-09-09",
        ),
        ("its for him, Calum Reid 3/4/2006", "Calum Reid", "2006-04-03"),
        ("Calum Reid, he was born 3/4/2006", "Calum Reid", "2006-04-03"),
        ("My names Karen n my dob is 6/6/66", "Karen", "1966-06-06"),
        ("my mum is Betty Hay, 2/2/41", "Betty Hay", "1941-02-02"),
        ("Jean Broon (nee Smith) 14/2/1961", "Jean Broon", "1961-02-14"),
        ("Jean Broon. 14/02/1961. Please text only", "Jean Broon", "1961-02-14"),
        ("born 14/2/1961, Jean Broon", "Jean Broon", "1961-02-14"),
        ("Smith, John 3/5/72", "John Smith", "1972-05-03"),
        ("Bill 3/4/1950", "Bill", "1950-04-03"),
        (
            "i am called Siobhán O'Donnell-Reilly born 29 feb 1964",
            "Siobhán O'Donnell-Reilly",
            "1964-02-29",
        ),
        ("Joe Bloggs aged 67 dob 3rd april 1959", "Joe Bloggs", "1959-04-03"),
        ("I'm filling this in for Derek Lyle 5/5/55", "Derek Lyle", "1955-05-05"),
        ("im texting for my mum Agnes Orr dob 5/5/41", "Agnes Orr", "1941-05-05"),
        ("Ann Park, his name is Ian Park 4/4/2004", "Ian Park", "2004-04-04"),
        ("Jean\nSmith\n14\n2\n1961", "Jean Smith", "1961-02-14"),
        ("Jean Broon\nGlasgow\n14/2/1961", "Jean Broon", "1961-02-14"),
        ("Rab Haw 3/4/1958 CHI 0304581234", "Rab Haw", "1958-04-03"),
        ("smith, john paul, 3/5/72", "John Paul Smith", "1972-05-03"),
        ("3/5/72 Smith, John", "John Smith", "1972-05-03"),
        ("O'Neill, Patrick 03.05.1972", "Patrick O'Neill", "1972-05-03"),
        ("van der Berg, Johannes 03.05.1972", "Johannes van der Berg", "1972-05-03"),
        ("Jane (née Smith) Black 3/5/72", "Jane Black", "1972-05-03"),
        ("Jane Black nee Smith, 3/5/72", "Jane Black", "1972-05-03"),
        ("Jane Black formerly Smith 3/5/72", "Jane Black", "1972-05-03"),
        ("surname McDonald first name Morag 3/5/72", "Morag McDonald", "1972-05-03"),
        (
            "first name Agnieszka last name Nowak-Kowalska dob 3 5 72",
            "Agnieszka Nowak-Kowalska",
            "1972-05-03",
        ),
        ("Surname: Smith, Forename: John, DOB: 3/5/72", "John Smith", "1972-05-03"),
        ("Morag, surname McDonald, 3/5/72", "Morag McDonald", "1972-05-03"),
        ("imię Jan nazwisko Kowalski 3.05.1972", "Jan Kowalski", "1972-05-03"),
        ("John Paul Jones the 2nd, 01-Jan-1980", "John Paul Jones", "1980-01-01"),
        ("Jean Broon the 2nd of March 1961", "Jean Broon", "1961-03-02"),
        ("Jean Broon, Glasgow, 3/5/72", "Jean Broon", "1972-05-03"),
        ("for my mum, Jean Broon, 3/5/72", "Jean Broon", "1972-05-03"),
        ("The name is Bond, James Bond 11/11/1920", "James Bond", "1920-11-11"),
        ("Mary-Anne d'Souza 1/2/80", "Mary-Anne d'Souza", "1980-02-01"),
        ("Agnes Old 14/2/1951", "Agnes Old", "1951-02-14"),
        ("agnes old 14/2/1951", "Agnes Old", "1951-02-14"),
        ("AGNES OLD, born 14/2/1951", "Agnes Old", "1951-02-14"),
        ("Jean Good 1/2/51", "Jean Good", "1951-02-01"),
        (f"{LONG} 14/2/1951", LONG, "1951-02-14"),
        (f"{LONG.lower()[:-22]} 1/2/80", LONG[:-22], "1980-02-01"),
        ("Maria del Carmen Garcia Lopez Fernandez 1/1/80", SIX_WORDS, "1980-01-01"),
    ],
)
def test_a_name_is_found_in_the_sentence_around_a_birth_date(text, name, born):
    assert told(text) == {"person_name": name, "birth_date": born}


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("Jean Broon 31/2/1961", "31/2/1961"),
        ("Jean Broon 14/2/2061", "14/2/2061"),
        ("Jean Broon born 1950", "1950"),
        ("Jean Broon feb 1961", "feb 1961"),
        ("Jean Broon and I'm 64", "64"),
    ],
)
def test_a_name_is_kept_beside_a_date_that_cannot_be_read(text, unclear):
    assert told(text) == {"person_name": "Jean Broon", "birth_date": unclear}


@pytest.mark.parametrize(
    "text",
    ["any time efter dinner", "ok then", "no idea", "its me", "next week", "any evening suits me"],
)
def test_what_is_no_name_is_not_taken_for_one(text):
    assert told(text) == {}


@pytest.mark.parametrize("name", [LONG, SIX_WORDS, "Agnes Old"])
def test_a_long_name_is_one_without_a_date_too(name):
    assert told(name) == {"person_name": name}


@pytest.mark.parametrize(
    "text",
    [
        "im too old",
        "very good",
        "GETTING OLD",
        "Mum Is Old",
        "Ring Me Back",
        "no phone",
        "need help soon",
        "my back is sore",
    ],
)
def test_talk_beside_a_birth_date_is_no_name(text):
    assert told(f"{text} 14/2/1951") == {"birth_date": "1951-02-14"}


@pytest.mark.parametrize("text", ["Very Good", "All Good", "Feeling Fine", "What Is This"])
def test_talk_in_capitals_is_no_name(text):
    assert told(text) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Smith, John", "John Smith"),
        ("van der Berg, Johannes", "Johannes van der Berg"),
        ("surname McDonald first name Morag", "Morag McDonald"),
        ("Jane Black née Smith", "Jane Black"),
        ("John Paul Jones the 2nd", "John Paul Jones"),
    ],
)
def test_a_name_as_forms_have_it_without_a_date(text: str, name: str) -> None:
    assert told(text) == {"person_name": name}


@pytest.mark.parametrize("text", ["nah, whatever", "ok, fine", "sorry, not sure"])
def test_words_with_a_comma_are_no_name(text: str) -> None:
    assert "person_name" not in told(text)


def test_what_is_told_beside_a_labelled_name_is_still_looked_at() -> None:
    text = "surname Smith first name John, i want to die 3/5/72"
    answer = read_answer(text, QUESTION, SITUATION)
    assert answer is not None
    assert not answer.is_whole
