"""A text that was here before a question was asked is no answer to it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.turn.conftest import Person

SAFE = "Is it safe to text you on this number?"


async def sent_together(person: Person, *texts: str) -> list[list[str]]:
    """What is said back to each of these, which all came in before the first was answered."""
    clock = person.made.clock
    came_in = clock.now()
    answers = []
    for text in texts:
        clock.advance(timedelta(milliseconds=20))
        answers.append(await person.says(text, at=came_in))
    return answers


@pytest.mark.parametrize("again", ["1", "aye", "yes", "1)", "no", "2"])
async def test_an_answer_sent_twice_does_not_answer_the_next_question(
    jean: Person, again: str
) -> None:
    await jean.says("nae money for the rent")
    first, second = await sent_together(jean, "1", again)
    assert first[-1].startswith(SAFE)
    assert second[-1].startswith(SAFE)
    assert (await jean.patient()).safe_to_text == "unknown"
    await jean.says("1")
    assert (await jean.patient()).safe_to_text == "yes"


async def test_what_else_is_told_in_it_is_heard(jean: Person) -> None:
    await jean.says("nae money for the rent")
    await sent_together(jean, "1", "and I'm awfy lonely")
    assert await jean.labels() == {"money", "isolation"}


@pytest.mark.parametrize("text", ["whats the point anymore", "1 i want to die"])
async def test_danger_is_answered_whenever_it_came(jean: Person, text: str) -> None:
    await jean.says("nae money for the rent")
    _, (crisis,) = await sent_together(jean, "1", text)
    assert "116 123" in crisis


async def test_stop_is_obeyed_whenever_it_came(jean: Person) -> None:
    await jean.says("nae money for the rent")
    await sent_together(jean, "1", "STOP")
    assert await jean.waits(days=3) == []


async def test_what_was_asked_before_both_may_be_answered_by_the_second(jean: Person) -> None:
    """A picture with its words, say, which come as two messages."""
    await jean.says("nae money for the rent")
    came_in = jean.made.clock.now()
    jean.made.clock.advance(timedelta(milliseconds=20))
    await jean.says("", at=came_in, media=1)
    assert (await jean.says("1", at=came_in))[-1].startswith(SAFE)


async def test_an_answer_that_came_after_the_question_counts_however_fast(jean: Person) -> None:
    for text in ("nae money for the rent", "1", "1"):
        await jean.receive(text)
    assert (await jean.patient()).safe_to_text == "yes"
