"""Who no longer needs the chat is asked if it shall be called off, and gets no crisis line."""

from __future__ import annotations

import pytest

from tests.turn.conftest import reminded


@pytest.mark.parametrize(
    "text",
    ["dont need it now", "thanks but i dont need it now", "no longer need it", "dont want it",
     "i dont need to see anyone any more", "changed my mind about the chat"],
)  # fmt: skip
async def test_it_is_asked_if_the_chat_shall_be_called_off(jean, text):
    await jean.refers()
    heard = await jean.says(text)
    assert len(heard) == 1
    assert heard[0].startswith("Shall I call off")


async def test_as_first_words_it_gets_no_line_of_help(jean):
    assert "116 123" not in " ".join(await jean.says("i dont need it now thanks"))


@pytest.mark.parametrize("text", ["nobody needs me", "i wont be needing them any more"])
async def test_signs_of_despair_still_do(jean, text):
    await jean.refers()
    assert "116 123" in " ".join(await jean.says(text))


@pytest.mark.parametrize(
    "text", ["no longer need it", "nah yer awright", "dont need it sorted thanks"]
)
async def test_to_a_reminder_it_is_asked_if_the_chat_shall_be_called_off(jean, text):
    await reminded(jean)
    assert "Shall I call off Thu 3 Dec" in (await jean.says(text))[0]
    assert "called off" in (await jean.says("yes"))[0]
