"""Who chats in a browser is never asked to text: there is no number to text from there."""

from __future__ import annotations

import pytest

from bot.pretend import Pretend
from tests.turn.conftest import Person

BROWSER = "web:" + "w" * 24
BOOKED = ("need a house", "yes", "its safe", "1", "yes", "Bob Kerr 1/1/1980", "07700 900123", "1")
NO_TIME = (*BOOKED[:-1], "no thanks")


@pytest.mark.parametrize(
    "said",
    [
        (*BOOKED, "when is my appointment", "how long does it take", "cancel my appointment"),
        NO_TIME,
        ("skint", "forget it"),
        ("skint", "how much is it", "is it private"),
    ],
)
async def test_no_reply_says_to_text_us(blether: Pretend, said: tuple[str, ...]) -> None:
    bob = Person(made=blether, contact=BROWSER, channel="web")
    for text in said:
        await bob.says(text)
    heard = [str(each.text).casefold() for each in await bob.messages() if each.direction == "out"]
    assert len(heard) > len(said)
    assert not [each for each in heard if "text us" in each or "your texts" in each]
