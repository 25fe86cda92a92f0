"""Slips in words that tell something are put right, and no word is taken for another."""

from __future__ import annotations

import pytest

from bot.understanding.normalise import normalise
from bot.understanding.typos import mend


def mended(text: str) -> str:
    return mend(normalise(text)).text.strip()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("made redundnat", "made redundant"),
        ("my lanlord wants me out", "my landlord wants me out"),
        ("got a eviktion leter", "got a eviction letter"),
        ("cant pay ma bils", "cant pay my bills"),  # a letter left out, before one changed: "bill"
        ("no mony", "no money"),  # and so no "many"
        ("im homles", "im homeless"),
        ("my nervs are bad", "my nerves are bad"),
        ("the greif", "the grief"),
        ("took pils", "took pills"),
        ("i want to overdoes on paracetemol", "i want to overdose on paracetamol"),
        ("got sakt, loosing my house", "got sacked losing my house"),  # further off than a letter
    ],
)
def test_a_slip_in_a_telling_word_is_mended(written: str, meant: str) -> None:
    assert mended(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "nie moge oddychac",  # a word deep in a phrase is no slip of its neighbour there
        "cant breathe properly",
        "the empties and the curtains",  # nor is one of a harmless phrase
        "stubbed my toe",
        "swearing at me",
        "flitting on friday",
        "attached the form",
        "the tables were shopping for friends and charity",
        "my labrador ate the parsley",  # nor any other word that is in a dictionary
        "im so thin",  # nor is it one with its g dropped
        "the dugs are awfy girny",  # and no Scots one: not drugs, not away
        "a hunner folk fae stranraer",
    ],
)
def test_a_word_that_is_known_is_not_mended_into_its_neighbour(text: str) -> None:
    assert mended(text) == " ".join(word.text for word in normalise(text).words)


def test_where_an_ordinary_word_is_likelier_meant_nothing_is_mended() -> None:
    assert mended("did you recieve it") == "did you recieve it"  # no "relieve"


@pytest.mark.parametrize("text", ["saw Mr Pearce at 2", "i live with Chong", "moved to Alloa"])
def test_a_name_in_a_sentence_is_no_slip(text: str) -> None:
    assert mended(text) == " ".join(word.text for word in normalise(text).words)


def test_short_words_of_another_language_are_no_slips_of_english_ones() -> None:
    text = "mujhe bahut dard hai kila nahi mera ghar"
    assert mended(text) == text


def test_in_a_very_long_text_short_words_stay_as_they_are() -> None:
    text = " ".join(["sleap"] * 1_001)
    assert mended(text) == text
    assert mended("no sleap " * 100).startswith("no sleep no sleep")
