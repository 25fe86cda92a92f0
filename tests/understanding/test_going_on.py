from __future__ import annotations

import pytest

from bot.understanding import asks_to_go_on

PHRASES = ("can we carry on", "carry on", "go on", "lets carry on", "i want to carry on")


@pytest.mark.parametrize(
    "text",
    [
        "can we carry on",
        "im ok just stressed can we carry on",
        "I'm fine honestly, let's carry on",
        "i was only angry, I didn't mean it. can we carry on with the questions",
        "sorry had a bad night, carry on please",
    ],
)
def test_they_ask_to_go_on(text: str) -> None:
    assert asks_to_go_on(text, PHRASES)


@pytest.mark.parametrize(
    "text",
    [
        "i cant carry on",
        "i just cannot go on",
        "i dont want to carry on",
        "i dont think i want to carry on",
        "how can we carry on",
        "im not ok can we carry on",
        "no reason to go on",
        "he said carry on and ill kill you",
        "stressed",
    ],
)
def test_they_do_not_ask_to_go_on(text: str) -> None:
    assert not asks_to_go_on(text, PHRASES)
