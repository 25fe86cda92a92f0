"""The way of meeting is heard beside a time, wherever a time is heard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.commands import Choice, Command, CorrectSlots, OpenQuestion, SetSlot
from bot.understanding import Vocabulary, read
from bot.understanding.answers.meeting_words import read_way_of_meeting, refuses_some_calls
from tests.understanding.test_reading import asked

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
VOCABULARY = Vocabulary(flows={"move_appointment": "move"}, phrases={}, slot_values={})


OTHER = Choice(
    title="Another time",
    payload="/SetSlots(reminder_choice=change)",
    slots={"reminder_choice": "change"},
)
REMINDER = asked("choice", "reminder_choice", (OTHER,))
YES_NO = asked("yes_no", "needs_right")
CHOSEN = {"time_choice": "free:a"}
BOOKED = {"has_appointment": True}


def heard(text: str, question: OpenQuestion | None, slots: dict[str, Any]) -> list[dict[str, Any]]:
    """The wishes for a time that a text holds."""
    found = read(
        text,
        question=question,
        slots=slots,
        vocabulary=VOCABULARY,
        now=NOW,
        timezone="Europe/London",
    )
    return [value for value in _values(found.commands) if isinstance(value, dict)]


def _values(commands: tuple[Command, ...]) -> Iterator[Any]:
    for command in commands:
        if isinstance(command, SetSlot):
            yield command.value
        elif isinstance(command, CorrectSlots):
            yield from command.values.values()


@pytest.mark.parametrize(
    ("text", "question", "slots"),
    [
        ("I'm skint, Friday at 10am in person would suit me", None, {}),
        ("could you do friday at 10am in person instead", None, BOOKED),
        ("can it be friday at 10am in person?", REMINDER, BOOKED),
        ("no, friday at 10am in person", YES_NO, CHOSEN),
        ("sorry, i meant friday at 10am in person", None, CHOSEN),
    ],
    ids=["volunteered", "booked already", "of a reminder", "no to a time", "meant"],
)
def test_in_person_is_heard_beside_the_time(
    text: str, question: OpenQuestion | None, slots: dict[str, Any]
) -> None:
    (wish,) = heard(text, question, slots)

    assert (wish.get("way"), wish["exact"]) == ("in_person", "2026-11-27T10:00+00:00")


@pytest.mark.parametrize("text", ["is it a phone call?", "could you give me a call instead"])
def test_a_way_of_meeting_alone_is_no_other_time(text: str) -> None:
    assert heard(text, REMINDER, BOOKED) == []
    assert heard(text, None, BOOKED) == []


WAYS = [
    ("not in person", "phone"),
    ("i'd rather not do it in person", "phone"),
    ("not face to face", "phone"),
    ("in person is no good for me", "phone"),
    ("not video", "phone"),
    ("no home visit", "phone"),
    ("not in person, video please", "video"),
    ("not video, in person", "in_person"),
    ("not by phone, in person", "in_person"),
    ("phone no good. in person please", "in_person"),
    ("no by phone", "in_person"),
    ("not in person and not by phone", None),
    ("no, in person please", "in_person"),
    ("no in person", "phone"),
    ("in person", "in_person"),
]


@pytest.mark.parametrize(("text", "way"), WAYS)
def test_a_way_of_meeting_can_be_refused(text: str, way: str | None) -> None:
    assert read_way_of_meeting(text) == way


@pytest.mark.parametrize(
    "text",
    ["please dont phone me before 10", "dont ring me on tuesday", "dont phone me in the morning",
     "please dont call me between 3 and 4", "please dont phone me at work, after 5 only"],
)  # fmt: skip
def test_calls_refused_at_a_time_are_not_refused_at_another(text: str) -> None:
    assert read_way_of_meeting(text) is None
    assert refuses_some_calls(text)


@pytest.mark.parametrize("text", ["please dont phone me", "dont phone me at all", "no phone"])
def test_calls_refused_for_good_are_refused(text: str) -> None:
    assert read_way_of_meeting(text) == "in_person"
    assert not refuses_some_calls(text)
