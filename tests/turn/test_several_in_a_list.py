"""Of several things asked for in one text each is kept, and what is asked of us is answered."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


async def test_each_of_a_list_is_kept(jean: Person) -> None:
    await jean.says("need food, a letter for the housing and someone to talk to")
    assert await jean.labels() == {"food", "housing", "isolation"}


@pytest.mark.parametrize(
    ("text", "told"),
    [("does it cost?", "The help is free"), ("will it cost me", "The help is free"),
     ("do i have to give my date of birth", "Only our team sees it"),
     ("can i not give my name", "Only our team sees it")],
)  # fmt: skip
async def test_a_question_where_a_name_is_asked_for_is_answered(
    jean: Person, text: str, told: str
) -> None:
    for said in ("im skint", "1", "1", "1", "2"):
        await jean.says(said)
    assert told in (await jean.says(text))[0]


@pytest.mark.parametrize("text", ["nobody have this phone only me", "it is only me who use"])
async def test_a_phone_is_safe_in_few_words_of_english(jean: Person, text: str) -> None:
    for said in ("im skint", "1"):
        await jean.says(said)
    assert "mostly about" in (await jean.says(text))[0]


async def test_who_would_read_it_is_told_first(jean: Person) -> None:
    heard = await jean.says("who would read it?")
    assert any("Only our team can read it" in each for each in heard)
    assert "What would you like help with" in heard[-1]
