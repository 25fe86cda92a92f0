"""An answer just given is put right by the number meant; what is asked now is asked still."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


async def slots_of(person: Person) -> dict[str, object]:
    patient = await person.patient()
    async with person.made.parts.db.read() as uow:
        thread = await uow.conversations.thread(patient.id)
    assert thread is not None
    state = thread[1].state
    assert state is not None
    return dict(state["dialogue"]["slots"])


@pytest.fixture
async def caring(jean: Person) -> Person:
    """Who looks after somebody, answered that with 1, and is asked how long they have felt so."""
    for text in ("my mum has dementia and im done in", "yes", "1"):
        await jean.says(text)
    assert "How long" in (await jean.says("1"))[0]
    return jean


@pytest.mark.parametrize(
    "text",
    ["sorry i meant 2", "not 1 but 2", "naw 2", "no, 2", "oops 2", "2 not 1", "wait i meant 2",
     "i pressed 1 but meant 2", "i meant number 2", "soz meant two"],
)  # fmt: skip
async def test_the_number_is_of_the_answer_before(caring: Person, text: str) -> None:
    heard = await caring.says(text)
    assert heard[0] == "Thanks, I've changed that."
    assert "How long" in heard[1]
    slots = await slots_of(caring)
    assert (slots["caring_for"], slots["feeling_for"]) == ("parent", None)


@pytest.mark.parametrize("text", ["no 2", "2", "number 2", "sorry, 2", "the second one"])
async def test_a_number_that_takes_nothing_back_answers_what_is_asked(
    caring: Person, text: str
) -> None:
    await caring.says(text)
    slots = await slots_of(caring)
    assert (slots["caring_for"], slots["feeling_for"]) == ("partner", "weeks")


async def test_after_a_try_at_what_is_asked_the_number_is_of_that(caring: Person) -> None:
    await caring.says("9")
    await caring.says("sorry i meant 2")
    slots = await slots_of(caring)
    assert (slots["caring_for"], slots["feeling_for"]) == ("partner", "weeks")


@pytest.fixture
async def skint(jean: Person) -> Person:
    """Who told of debt, and is asked whether anything happens this week."""
    for text in ("im skint", "yes", "1"):
        await jean.says(text)
    assert "this week" in (await jean.says("debt"))[0]
    return jean


@pytest.mark.parametrize("text", ["i meant debt not bills", "debt not bills", "sorry i meant debt"])
async def test_what_we_have_already_stays_and_is_said(skint: Person, text: str) -> None:
    heard = await skint.says(text)
    assert heard[0] == "OK, that's what I have."
    assert "this week" in heard[1]
    assert (await slots_of(skint))["money_topic"] == "debt"


@pytest.mark.parametrize("text", ["sorry i meant 1", "i meant yes", "not 2 but 1", "naw, 1"])
async def test_yes_and_no_are_put_right_alike(skint: Person, text: str) -> None:
    await skint.says("2")
    heard = await skint.says(text)
    assert "name and date of birth" in heard[-1]
    assert (await slots_of(skint))["money_soon"] is True


@pytest.mark.parametrize("text", ["actually no its bills", "no, bills", "naw its bills"])
async def test_the_no_before_another_topic_does_not_say_that_texts_are_unsafe(
    skint: Person, text: str
) -> None:
    await skint.says("2")
    await skint.says(text)
    slots = await slots_of(skint)
    assert (slots["money_topic"], slots["safe_to_text"]) == ("bills", "yes")


async def test_taken_back_again_and_again_each_question_is_come_by(skint: Person) -> None:
    for text in ("2", "Jean Broon 14/2/51"):
        await skint.says(text)
    asked = ("your name", "this week", "mostly about", "safe to text", "about money")
    for part in asked:
        assert part in (await skint.says("wrong one"))[-1]


async def test_who_took_back_that_it_is_safe_is_asked_that_again(skint: Person) -> None:
    for text in ("wrong one", "wrong one", "wrong one"):
        await skint.says(text)
    assert "safe to text" in (await skint.says("yes"))[-1]
