"""When answering fails, the words are kept, the crisis lines are sent and a person is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.understanding import Detection
from tests.turn.conftest import Person


class BrokenDetector:
    def detect(self, text: str) -> Detection:
        raise RuntimeError("the model is gone")


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
