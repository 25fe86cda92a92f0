"""A time on offer, but at another hour or by another way of meeting; and yes or no to them all."""

from __future__ import annotations

from typing import Any

import pytest

from bot.commands import Choice, OpenQuestion, SetSlot
from bot.understanding import read
from bot.understanding.vocabulary import Vocabulary
from tests.support.wishes import MONDAY

FIRST = "free:2026-11-24T09:30:00+00:00;w1;phone"
SECOND = "free:2026-11-25T12:00:00+00:00;w1;phone"
THIRD = "free:2026-11-26T09:30:00+00:00;w1;in_person"
TITLES = {
    FIRST: "Tue 24 Nov, 9:30am by phone",
    SECOND: "Wed 25 Nov, 12pm by phone",
    THIRD: "Thu 26 Nov, 9:30am in person",
    "none": "No thanks",
}


def chosen(text: str, *offered: str, **slots: Any) -> Any:
    """The value that the text gives to the question when a chat suits."""
    question = OpenQuestion(
        id="q",
        slot="time_choice",
        flow="choose_time",
        step="pick",
        kind="when",
        asked_at="2026-11-23T10:00:00Z",
        choices=tuple(
            Choice(title=TITLES[value], payload=value, slots={"time_choice": value})
            for value in offered or TITLES
        ),
    )
    reading = read(text, question=question, slots=slots, vocabulary=Vocabulary(), now=MONDAY)
    told = [c.value for c in reading.commands if isinstance(c, SetSlot) and c.name == "time_choice"]
    return told[0] if told else None


@pytest.mark.parametrize(
    "text",
    ["2 but later", "2 but a bit later", "2 but later on", "number 2 but later in the day please",
     "2 only later", "2, can it be later", "the second one but later", "2 but not that early",
     "2 is too early", "wednesday but later", "a bit later on the wednesday", "2 later"],
)  # fmt: skip
def test_later_is_later_on_that_day(text: str) -> None:
    assert chosen(text)["windows"] == [["2026-11-25T12:01+00:00", "2026-11-26T00:00+00:00"]]
    assert chosen(text)["exact"] is None


@pytest.mark.parametrize("text", ["2 but earlier", "2 too late", "wednesday but a wee bit sooner"])
def test_earlier_is_earlier_on_that_day(text: str) -> None:
    assert chosen(text)["windows"] == [["2026-11-25T00:00+00:00", "2026-11-25T12:00+00:00"]]


def test_an_hour_or_a_way_is_of_that_day() -> None:
    assert chosen("2 but at 3pm")["exact"] == "2026-11-25T15:00+00:00"
    assert chosen("2 but in the afternoon")["windows"][0][1] == "2026-11-25T17:00+00:00"
    by_phone = chosen("3 but by phone")
    assert (by_phone["exact"], by_phone["way"]) == ("2026-11-26T09:30+00:00", "phone")


@pytest.mark.parametrize(
    "text",
    ["2", "2 or 3", "2 but i also need food", "2 but can i bring my mum", "the wednesday one"],
)
def test_a_choice_without_an_otherwise_is_taken(text: str) -> None:
    assert chosen(text) == SECOND


@pytest.mark.parametrize("text", ["2 but not later", "2 but ill be a bit late", "5 but later"])
def test_what_asks_for_no_other_hour_gives_none(text: str) -> None:
    assert chosen(text) is None


def test_later_than_an_hour_is_of_the_clock() -> None:
    assert len(chosen("later than 2")["windows"]) > 20


@pytest.mark.parametrize(
    "text",
    ["1 or 2 whatever", "1 or 2 im easy", "1 or 2 dinnae mind", "1 or 2 nae bother", "1, 2 or 3",
     "1 or 2 you pick", "1 & 2 both fine", "either 1 or 2 suits", "any of 1 or 2",
     "1 or 2 not fussed", "1 or 3 whichever is soonest"],
)  # fmt: skip
def test_the_first_of_those_that_suit_alike_is_taken(text: str) -> None:
    assert chosen(text) == FIRST


@pytest.mark.parametrize("text", ["not 1 or 2", "1 or 2 weeks", "1 or 2 i want to die"])
def test_two_numbers_with_more_besides_are_no_choice(text: str) -> None:
    assert chosen(text) is None


@pytest.mark.parametrize("text", ["1-3", "1 to 3", "2 - 3"])
def test_hours_from_one_to_another_choose_none_on_offer(text: str) -> None:
    assert chosen(text)["exact"] is None
    assert chosen(text)["windows"]


@pytest.mark.parametrize(
    "text",
    ["no thanks. actually aye 1", "no thanks actually 1", "none. wait 1 is fine",
     "nah. och go on then 1", "no sorry 1", "4 actually 1"],
)  # fmt: skip
def test_a_no_taken_back_takes_the_number(text: str) -> None:
    assert chosen(text) == FIRST


@pytest.mark.parametrize("text", ["no i cant go on. actually 1", "no thanks actually i took 1"])
def test_what_stands_before_the_number_is_never_passed_over(text: str) -> None:
    assert chosen(text) in (None, "none")


@pytest.mark.parametrize("text", ["no", "naw", "no thanks", "nope"])
def test_no_keeps_what_is_booked_where_no_choice_says_so(text: str) -> None:
    assert chosen(text, FIRST, SECOND) == "none"


@pytest.mark.parametrize(
    "text", ["keep it as it is", "just leave it as it was", "keep the one i have", "ill keep it"]
)
def test_what_is_booked_may_be_kept(text: str) -> None:
    assert chosen(text, FIRST, SECOND, has_appointment=True) == "none"


@pytest.mark.parametrize("text", ["aye", "aye fine", "that'd be fine", "suits me", "no wait yes"])
def test_yes_takes_the_one_time_on_offer(text: str) -> None:
    assert chosen(text, SECOND, "none") == SECOND
    assert chosen(text) is None
