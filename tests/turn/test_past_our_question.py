"""What is written past a question that we began is for the link worker, and not for a riddle."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person, reminded


async def kept(person: Person, text: str) -> None:
    heard = await person.says(text)
    assert len(heard) == 1
    assert "I've kept that for our team" in heard[0]


async def test_a_message_in_answer_to_a_reminder(jean):
    await reminded(jean)
    assert (await jean.referral()).attention is None
    await kept(jean, "need to find my glasses first")
    assert (await jean.referral()).attention == "wrote_again"
    assert "see you then" in (await jean.says("1"))[0]


@pytest.mark.parametrize("text", ["am still waiting on someone phoning me back", "bus is late"])
async def test_a_message_in_answer_to_a_check_in(jean, text):
    await jean.refers()
    await jean.waits(days=16)
    await kept(jean, text)
    assert (await jean.referral()).attention == "wrote_again"
    assert "good to hear" in (await jean.says("better"))[0]


async def test_a_single_word_is_a_try_at_an_answer(jean):
    await jean.refers()
    await jean.waits(days=16)
    heard = await jean.says("7")
    assert "didn't catch that" in heard[0]
    assert "How have things been" in heard[1]


async def test_who_is_worse_rises_though_nothing_was_asked(jean):
    await jean.refers()
    heard = await jean.says("things are getting worse")
    assert len(heard) == 1
    assert "116 123" in heard[0]
    assert (await jean.referral()).attention == "worse"


@pytest.mark.parametrize("text", ["is anyone there to talk to me now", "is anybody there"])
async def test_who_asks_if_anybody_is_there_gets_a_person(jean, text):
    heard = await jean.says(text)
    assert "asked our team for a person" in heard[-1]
    assert (await jean.referral()).attention == "handoff"
    assert await jean.labels() == set()


@pytest.mark.parametrize("text", ["nobody ever phoned me", "naebody phoned on tuesday"])
async def test_our_missed_call_is_no_loneliness(jean, text):
    await jean.refers()
    await jean.waits(days=16)
    before = await jean.labels()
    await kept(jean, text)
    assert (await jean.referral()).attention == "wrote_again"
    assert await jean.labels() == before


async def test_loneliness_told_beside_our_missed_call_is_heard_and_a_person_knows(jean):
    await jean.refers()
    await jean.waits(days=16)
    await jean.says("nobody ever phoned me and im so lonely")
    assert "isolation" in await jean.labels()
    assert (await jean.referral()).attention == "wrote_again"
