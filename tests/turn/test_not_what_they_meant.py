"""Who says that we understood them wrong has said no more than that, in whatever words."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


@pytest.fixture
async def asked(jean: Person) -> Person:
    assert "money and feeling alone" in (await jean.says("im skint and lonely"))[-1]
    return jean


@pytest.mark.parametrize(
    "text",
    ["thats no right", "that's not right", "no thats wrong", "not right at all", "incorrect",
     "that's not quite right", "naw thats no it", "you've got it wrong", "that wisnae it",
     "you misunderstood me", "i never said that", "not exactly", "no, thats not what i meant"],
)  # fmt: skip
async def test_it_adds_no_need_and_we_ask_anew(asked: Person, text: str) -> None:
    assert "What would you like help with?" in (await asked.says(text))[0]
    assert await asked.labels() == set()


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("thats no right its the damp", {"housing"}),
        ("no quite, its more the loneliness", {"isolation"}),
        ("that's not right, im feeling really low", {"mental_health"}),
    ],
)
async def test_what_is_told_beside_it_is_what_help_is_for(
    asked: Person, text: str, needs: set[str]
) -> None:
    await asked.says(text)
    assert await asked.labels() == needs


async def test_how_somebody_is_is_no_no(asked: Person) -> None:
    await asked.says("no")
    await asked.says("im no right")
    assert await asked.labels() == {"mental_health"}


@pytest.mark.parametrize(
    "text",
    ["no no thats not what i said at all, its my wee boy hes not sleeping",
     "naw its ma neighbour above me he never stops"],
)  # fmt: skip
async def test_what_we_cannot_place_is_not_asked_for_as_if_nothing_was_said(
    asked: Person, text: str
) -> None:
    assert "Thanks for telling me. Is it about" in (await asked.says(text))[0]
