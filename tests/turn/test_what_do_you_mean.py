"""Who asks what we mean, or why we ask, is told in other words, and asked on."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person

IN_OTHER_WORDS = "Some people share a phone."


@pytest.fixture
async def asked_if_safe(jean: Person) -> Person:
    await jean.says("im skint")
    assert "Is it safe" in (await jean.says("yes"))[0]
    return jean


@pytest.mark.parametrize(
    "text",
    ["What do you mean by safe, please?", "what is safe", "whit dae ye mean", "i dont understand",
     "I am not sure that I follow.", "safe how?", "i dont know what u mean", "what does safe mean"],
)  # fmt: skip
async def test_what_safe_means(asked_if_safe: Person, text: str) -> None:
    heard = await asked_if_safe.says(text)
    assert heard[0].startswith(IN_OTHER_WORDS)
    assert "Is it safe to text you" in heard[1]
    assert (await asked_if_safe.patient()).safe_to_text == "unknown"


@pytest.mark.parametrize("text", ["why", "why do you need to know", "why do you ask"])
async def test_why_we_ask_if_it_is_safe(asked_if_safe: Person, text: str) -> None:
    heard = await asked_if_safe.says(text)
    assert "Someone else may see what we text you" in heard[0]
    assert "Is it safe to text you" in heard[-1]


@pytest.mark.parametrize(
    "text",
    ["my phone", "1 mine. quick pls", "my own mobile",
     "It is my own telephone and nobody else has use of it."],
)  # fmt: skip
async def test_whose_phone_it_is_in_few_words(asked_if_safe: Person, text: str) -> None:
    heard = await asked_if_safe.says(text)
    assert "mostly about" in heard[0]
    assert (await asked_if_safe.patient()).safe_to_text == "yes"
    assert await asked_if_safe.labels() == {"money"}


async def test_not_sure_alone_is_never_taken_for_safe(asked_if_safe: Person) -> None:
    await asked_if_safe.says("not sure")
    assert (await asked_if_safe.patient()).safe_to_text == "sometimes"


async def test_why_we_ask_for_a_name_and_what_times_are_for(asked_if_safe: Person) -> None:
    for text in ("1", "1", "2"):
        await asked_if_safe.says(text)
    heard = await asked_if_safe.says("why do you need my name")
    assert "So we know who to call" in heard[0]
    assert "name and date of birth" in heard[-1]
    await asked_if_safe.says("Jean Broon 14/2/51")
    heard = await asked_if_safe.says("what do you mean")
    assert heard[0].startswith("Pick a time for a chat with us.")
    assert "When suits" in heard[1]
