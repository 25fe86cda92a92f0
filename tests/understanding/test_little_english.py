"""Who has little English, or asks for an interpreter."""

import pytest

from bot.understanding import has_little_english


@pytest.mark.parametrize(
    "text",
    [
        "i no speak good english. need help money",
        "need interpreter arabic speak little english. house problem",
        "no english. help rent",
        "sorry my english bad i need help for house very cold",
        "my english small. job finish. rent",
        "I don't speak English very well",
        "i speak a little english",
        "english is not my first language",
        "i need an interpreter",
        "interpreter please",
        "can i get an interpreter",
        "will there be an interpreter",
        "i need interpreter urdu please",
        "I need a translator",
    ],
)
def test_little_english_is_heard(text: str) -> None:
    assert has_little_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "i need a bsl interpreter",
        "i need a sign language interpreter",
        "i work as an interpreter but lost my job",
        "my english is fine, its the money",
        "my boy got a bad mark in his english exam",
        "in plain english im skint",
        "my neighbours are english and no help",
        "is there an english class near me",
    ],
)
def test_other_words_of_english_are_not(text: str) -> None:
    assert not has_little_english(text)
