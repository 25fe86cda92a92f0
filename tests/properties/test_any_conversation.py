"""Whole turns: whatever is said and done in whatever order, a crisis is answered at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.basis.errors import ActionError
from bot.metrics import REGISTRY
from bot.pretend import Template, pretend
from bot.settings import Config
from tests.properties.effort import effort
from tests.turn.conftest import MONDAY, Person

LINES = ("999", "NHS 24 on 111", "Samaritans 116 123")
MOST_TEXTS = 4
"""Three of a flow at the most, and a line of help before them."""
CRISES = (
    *("i want tae die", "I want to kill myself", "ive taken all ma tablets"),
    *("i dont want to be here any more", "i dont want to wake up", "stop, i cant go on"),
)
SAID = (
    *("nae money for the rent", "aye", "naw", "1", "2", "3", "9", "yes", "no", "hello", "thanks"),
    *("Jean Broon 14/2/51", "STOP", "START", "HELP", "carry on", "start again", "cancel", "change"),
    *(
        "can I speak to a person",
        "who is this?",
        "wrong number",
        "skip",
        "repeat that",
        "sometimes",
    ),
    *(
        "my husband hits me",
        "I'm not suicidal, just skint",
        "what do you do with my data",
        "G42 8AA",
    ),
    *("tuesday at 10", "the second one", "housing and food", "nie rozumiem po angielsku", "", "💊"),
)
TEXTS = st.one_of(
    st.sampled_from(SAID),
    st.sampled_from(SAID),
    st.text(max_size=200),
    st.text(alphabet="0123456789/:. -", max_size=12),
    st.lists(st.sampled_from(SAID), min_size=2, max_size=4).map(" ".join),
)
DRESSES = st.sampled_from(
    [str, str.upper, str.title, "  {}\n".format, "{}!!!".format, "{} 💔".format, "{}...".format]
)
PAYLOADS = st.sampled_from(["/SetSlots(needs_right=True)", "/", "/x", "/StartFlow(nonsense)", ""])

Deed = tuple[str, Any]
DEEDS = st.one_of(
    st.tuples(st.just("says"), TEXTS),
    st.tuples(st.just("says"), TEXTS),
    st.tuples(st.just("crisis"), st.tuples(st.sampled_from(CRISES), DRESSES)),
    st.tuples(st.just("presses"), PAYLOADS),
    st.tuples(st.just("waits"), st.sampled_from([1, 8, 26])),
    st.tuples(st.just("staff"), st.sampled_from(["take_over", "hand_back", "reply"])),
)


def turn_failures() -> float:
    return REGISTRY.get_sample_value("blether_turn_failures_total") or 0.0


class Told:
    """One person's conversation, and what must hold after each thing that is done."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.sent = 0

    async def does(self, deed: Deed) -> None:
        name, what = deed
        failed = turn_failures()
        await getattr(self, name)(what)
        assert turn_failures() == failed, "a turn failed and was answered as such"

    async def says(self, text: str, **more: Any) -> list[str]:
        self.sent += 1
        answers = await self.person.says(text, **more)
        assert len(answers) <= MOST_TEXTS, answers
        assert all(answer.strip() for answer in answers)
        return answers

    async def crisis(self, what: tuple[str, Callable[[str], str]]) -> None:
        words, dress = what
        answers = await self.says(dress(words))
        assert len(answers) == 1, answers
        assert all(line in answers[0] for line in LINES), answers
        referral = await self.person.referral()
        assert referral.priority in ("crisis", "emergency")

    async def presses(self, payload: str) -> None:
        await self.says("a button", button_payload=payload)

    async def waits(self, hours: int) -> None:
        await self.person.waits(hours=hours)

    async def staff(self, command: str) -> None:
        try:
            await self.person.made.staff(self.person.contact, command, "Hello from Morag")
        except ActionError:
            return  # nobody has it, or it is closed
        await self.person.reads()

    async def is_all_kept(self) -> None:
        if self.sent:
            messages = await self.person.messages()
            assert sum(each.direction == "in" for each in messages) == self.sent


@pytest.mark.timeout(300)
def test_a_crisis_is_answered_whatever_came_before(demo_template: Template) -> None:
    crises: list[int] = []

    async def play(deeds: list[Deed]) -> None:
        async with pretend(Config(), MONDAY, demo_template) as made:
            told = Told(Person(made=made))
            for deed in deeds:
                await told.does(deed)
            await told.is_all_kept()

    @effort(25)
    @given(st.lists(DEEDS, min_size=1, max_size=9))
    def holds(deeds: list[Deed]) -> None:
        crises.append(sum(name == "crisis" for name, _ in deeds))
        run(lambda: play(deeds))

    def run(what: Callable[[], Awaitable[None]]) -> None:
        async def go() -> None:
            await what()

        runner.run(go())

    with asyncio.Runner() as runner:
        holds()
    assert sum(crises) > 10
