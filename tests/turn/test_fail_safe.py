"""When answering fails, the words are kept, the crisis lines are sent and a person is told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.all_actions import ALL
from actions.basis.case import Case
from actions.booking.hold_time import ActionHoldTime
from bot.exchange.engine import Engine
from bot.exchange.exchange import MOST_READ
from bot.exchange.executor import Executor
from bot.exchange.looks import Looks
from bot.pretend import Pretend
from bot.understanding import Detection, detect
from tests.turn.conftest import Person


class SlowHoldTime(ActionHoldTime):
    """Books, and then takes for ever."""

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        await super().act(case, slots, dispatcher)
        await asyncio.sleep(60)
        return {}


class OddHoldTime(ActionHoldTime):
    """Answers with what no flow knows."""

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        return {"a_slot_that_is_nowhere": True}


def holds_times_by(person: Person, action: type[ActionHoldTime], seconds: float) -> None:
    """From now on the person's times are held by `action`, which has so long for it."""
    sound = person.made.parts
    actions = [action if each is ActionHoldTime else each for each in ALL]
    executor = Executor(actions, timeout_seconds=seconds)
    engine = Engine(sound.turns.engine.library, executor, draw=lambda: 0.0)
    parts = replace(sound, turns=replace(sound.turns, engine=engine))
    person.made = replace(person.made, parts=parts)


class BrokenDetector:
    def detect(self, text: str) -> Detection:
        raise RuntimeError("the model is gone")


async def test_who_writes_in_a_browser_is_told_of_no_text(blether: Pretend) -> None:
    bob = Person(made=blether, contact="web:" + "f" * 24, channel="web")
    sound = blether.parts
    broken = replace(sound, turns=replace(sound.turns, detector=BrokenDetector()))
    bob.made = replace(blether, parts=broken)
    answers = await bob.says("everything is on fire")
    assert "read your message" in answers[-1]
    assert all(line in answers[-1] for line in ("999", "111", "116 123"))


async def test_a_failing_turn_keeps_the_message_and_sends_the_crisis_lines(jean: Person) -> None:
    await jean.says("hello")
    sound = jean.made.parts
    broken = replace(sound, turns=replace(sound.turns, detector=BrokenDetector()))
    jean.made = replace(jean.made, parts=broken)
    answers = await jean.says("everything is on fire and so am I")
    assert len(answers) == 1
    assert all(line in answers[0] for line in ("999", "111", "116 123"))
    assert (await jean.referral()).attention == "error"
    texts = [str(each.text) for each in await jean.messages()]
    assert "everything is on fire and so am I" in texts


class SlowDetector:
    """Takes its time over a book, and for ever over none."""

    def detect(self, text: str) -> Detection:
        if len(text) > MOST_READ:
            time.sleep(0.6)
        return detect(text)


def looks_slowly(person: Person) -> None:
    parts = person.made.parts
    turns = replace(parts.turns, detector=SlowDetector(), looks=Looks(seconds=0.3))
    person.made = replace(person.made, parts=replace(parts, turns=turns))


async def test_a_text_that_takes_too_long_to_look_through_is_kept_with_the_crisis_lines(
    jean: Person,
) -> None:
    looks_slowly(jean)
    book = "my landlord " * 400
    answers = await jean.says(book)
    assert len(answers) == 1
    assert all(line in answers[0] for line in ("999", "111", "116 123"))
    assert (await jean.referral()).attention == "error"
    assert book in [str(each.text) for each in await jean.messages()]
    assert await jean.made.parts.turns.speaks_of_danger(book)


async def test_who_writes_shortly_is_answered_while_books_wait_for_one_another(
    jean: Person,
) -> None:
    looks_slowly(jean)
    books = [
        asyncio.create_task(Person(made=jean.made, contact=f"+44770090020{n}").receive("a " * 9000))
        for n in range(8)
    ]
    await asyncio.sleep(0.05)
    answers = await jean.says("i want to die")
    assert not all(book.done() for book in books)
    assert "116 123" in answers[0]
    for book in books:
        assert (await book).outcome == "accepted"


async def test_what_stands_far_down_in_a_book_is_heard_where_something_was_asked(
    jean: Person,
) -> None:
    """Its beginning alone would be an answer, and no more."""
    await jean.says("nae money for the rent")
    answers = await jean.says("yes " * 1500 + "and i want to die, he hits me")
    assert "116 123" in answers[0]
    assert (await jean.referral()).risk in ("crisis", "emergency")
    assert {"money", "abuse"} <= await jean.labels()
    (flag,) = await jean.flags()
    assert "want to die" in [each["words"] for each in flag.evidence]


async def test_a_failing_turn_that_is_repeated_is_answered_once(jean: Person) -> None:
    sound = jean.made.parts
    broken = replace(sound, turns=replace(sound.turns, detector=BrokenDetector()))
    jean.made = replace(jean.made, parts=broken)
    first = await jean.receive("hello", provider_id="SM1")
    second = await jean.receive("hello", provider_id="SM1")
    assert (first.outcome, second.outcome) == ("accepted", "repeated")
    assert len(await jean.reads()) == 1


@pytest.mark.parametrize(
    ("text", "comes_back"),
    [
        ("i dont want to be here any more", "116 123"),
        ("need a food bank", "food"),
        ("STOP", "no more texts from us"),
    ],
)
async def test_a_conversation_that_another_release_wrote_down_otherwise_begins_anew(
    jean: Person, text: str, comes_back: str
) -> None:
    """Nobody can tell what they were asked, so a person is told; but not a word is lost."""
    await jean.says("nae money for the rent")
    patient = await jean.patient()
    async with jean.made.parts.db.begin() as uow:
        conversation = await uow.conversations.live_for(patient.id)
        assert conversation is not None
        assert conversation.state is not None
        dialogue = {**conversation.state["dialogue"], "format": 99}
        conversation.state = {**conversation.state, "dialogue": dialogue}
    assert comes_back in " ".join(await jean.says(text))
    texts = [str(each.text) for each in await jean.messages()]
    assert text in texts
    assert (await jean.referral()).attention is not None


TO_A_TIME = ("am pure lonely", "aye", "1", "1", "1", "Jean Broon 14/2/51")


async def test_an_action_that_takes_too_long_leaves_nothing_half_done(jean: Person) -> None:
    for text in TO_A_TIME:
        await jean.says(text)
    holds_times_by(jean, SlowHoldTime, 0.5)
    answers = await jean.says("1")
    assert len(answers) == 1
    assert "116 123" in answers[0]
    assert (await jean.referral()).attention == "error"
    patient = await jean.patient()
    async with jean.made.parts.db.read() as uow:
        assert await uow.appointments.live_for_patient(patient.id) == []


async def test_a_flow_that_fails_is_put_before_a_person(jean: Person) -> None:
    """ "A person will read your text" is true."""
    for text in TO_A_TIME:
        await jean.says(text)
    holds_times_by(jean, OddHoldTime, 5)
    answers = await jean.says("1")
    assert any("116 123" in text for text in answers)
    assert (await jean.referral()).attention == "error"
