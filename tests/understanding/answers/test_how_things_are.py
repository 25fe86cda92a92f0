"""Answers to "how are things" that say what they are not."""

from __future__ import annotations

import pytest

from bot.commands import Choice, OpenQuestion, SetSlot
from bot.understanding import read
from bot.understanding.vocabulary import Vocabulary
from tests.support.wishes import MONDAY

QUESTION = OpenQuestion(
    id="q",
    slot="feeling",
    flow="check_in",
    step="s",
    kind="choice",
    asked_at="2026-11-23T10:00:00Z",
    choices=tuple(
        Choice(title=title, payload=value, slots={"feeling": value})
        for value, title in (("better", "Better"), ("same", "The same"), ("worse", "Worse"))
    ),
)


def told(text: str) -> object:
    reading = read(text, question=QUESTION, slots={}, vocabulary=Vocabulary(), now=MONDAY)
    values = [command.value for command in reading.commands if isinstance(command, SetSlot)]
    return values[0] if values else None


SAME = [
    "not much better", "nae much better", "no better", "not any better", "not really better hen",
    "hasnt got better", "it hasny got any better", "no improvement", "nothing's better",
    "dont feel any better", "cant say its any better", "hardly any better", "not a lot better tbh",
    "nae a lot better", "no worse", "no better no worse", "not too bad", "cant complain",
    "no much change", "no too bad", "nae too bad", "no sae bad hen", "aye no too bad ta",
]  # fmt: skip


@pytest.mark.parametrize("text", SAME)
def test_what_is_not_better_and_not_worse_is_the_same(text: str) -> None:
    assert told(text) == "same"


@pytest.mark.parametrize(
    "text",
    [
        "not so good",
        "no great the day",
        "not much better if anything worse",
        "not better, bit worse",
    ],
)
def test_of_two_the_worse_is_heard(text: str) -> None:
    assert told(text) == "worse"


@pytest.mark.parametrize(
    "text",
    ["no, better", "no im better", "not the same, better", "a wee bit better",
     "not bad, getting better", "couldnt be better"],
)  # fmt: skip
def test_better_stays_better(text: str) -> None:
    assert told(text) == "better"


@pytest.mark.parametrize("text", ["no", "10 to 12 pills", "not better?", "dunno"])
def test_what_says_nothing_of_it_is_no_answer(text: str) -> None:
    assert told(text) is None


@pytest.mark.parametrize("text", ["better if you phone after 3", "it'd be better after 3"])
def test_what_would_be_better_is_not_better(text: str) -> None:
    assert told(text) != "better"
