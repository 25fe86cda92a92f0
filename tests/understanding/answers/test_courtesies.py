"""What is written around an answer, and that looking for it takes no time."""

import time

import pytest

from bot.understanding.answers.courtesies import without_courtesies, without_opener


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Oh 2 please thanks", "2"),
        ("Hi there. Option 2. Many thanks, Jean Smith", "Option 2"),
        ("hiya, 1 xx", "1"),
        ("Thanks for that. No.", "No."),
        ("pasta", "pasta"),
        ("Good morning", "Good morning"),
        ("1", "1"),
    ],
)
def test_the_answer_is_left(text, left):
    assert without_courtesies(text).strip() == left


def test_what_is_left_keeps_its_place():
    assert without_courtesies("Hiya. Jean, thanks").index("Jean") == len("Hiya. ")


@pytest.mark.parametrize(
    "text",
    ["z" + " Thanks" * 22 + " q", "Thanks " * 22 + "?", " Hen Pal Mate Doll" * 8 + " q",
     "good morning " * 12 + "?", "x " * 79 + "?", "ta," * 50 + "9"],
)  # fmt: skip
def test_a_great_many_of_them_are_read_at_once(text):
    began = time.perf_counter()
    without_courtesies(text)
    without_opener(text)
    assert time.perf_counter() - began < 0.5
