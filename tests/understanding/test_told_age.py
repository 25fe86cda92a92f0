"""How old the writer says they are; an age of somebody else or of something else is not theirs."""

import pytest

from bot.understanding.introductions import told_age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("im only 13", 13),
        ("im fourteen", 14),
        ("im 15, my mum drinks", 15),
        ("im a 15 year old", 15),
        ("I'm a 15-year-old girl and scared", 15),
        ("im a fifteen year old lassie", 15),
        ("i said im 13", 13),
        ("im fifteen need help with food my mum has no money", 15),
        ("im 15 being bullied", 15),
        ("im in s3 at school being bullied", 14),
        ("im in third year at school and i feel low", 14),
        ("am in s4 and hate it", 15),
        ("im only in s1", 12),
        ("im in primary 7", 11),
        ("im 13.", 13),
        ("I'm 14, 15 in june", 14),
        ("im 12 now and hungry", 12),
        ("im 15 so cant sign on", 15),
        ("im in first year at school and hate it", 12),
    ],
)
def test_an_age_is_read(text, age):
    assert told_age(text) == age


@pytest.mark.parametrize(
    "text",
    [
        "I am 15, days behind on rent",
        "im 12 years old in my head",
        "she said im 13",
        "im a 15 year old's mum",
        "im 12 weeks pregnant",
        "im 15 minutes late",
        "im in third year at uni",
        "im in second year of college",
        "im in s5",
        "I'm 12,000 in debt",
        "I'm 15,000 quid in debt and cant sleep",
        "im 10.5 stone overweight and need help",
        "I'm 9.50 an hour and cant manage the rent",
        "I'm 12 now weeks behind with rent",
        "im 14 so months behind",
        "I'm in my first year at school as a teacher and cant cope",
        "im in first year at school teaching",
        "my son is in s3",
        "my daughters in s2 being bullied",
    ],
)
def test_what_is_no_age_of_the_writer_is_not_read(text):
    assert told_age(text) is None
