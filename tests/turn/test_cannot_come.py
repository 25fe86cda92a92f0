"""Why somebody does not come, said to a reminder, is no danger; whatever rules hear still is."""

from __future__ import annotations

import pytest

from bot.understanding.requests import only_cannot_come
from tests.turn.conftest import reminded


@pytest.mark.parametrize(
    "text",
    [
        "cant make it the now sorry somethings come up",
        "im in hospital the now dont know when il be out",
    ],
)
async def test_an_ordinary_answer_gets_no_crisis_reply(jean, text):
    await reminded(jean)
    assert "116 123" not in " ".join(await jean.says(text))
    assert (await jean.referral()).risk == "none"
    assert "116 123" in (await jean.says("cant make it, i took all my tablets"))[0]


@pytest.mark.parametrize(
    "text",
    [
        "i cant make it any more",
        "i cant do this",
        "im not going to make it",
        "cant make it through the night",
        "wont make it to tomorrow",
        "cant make it goodbye",
        "im in hospital tried to end it",
    ],
)
def test_what_says_more_is_weighed_as_ever(text):
    assert not only_cannot_come(text)
