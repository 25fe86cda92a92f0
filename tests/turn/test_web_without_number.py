"""Who chats in a browser and gives no number cannot be rung: no call is promised to them."""

from __future__ import annotations

from bot.pretend import Pretend
from tests.turn.conftest import Person

BROWSER = "web:" + "k" * 24
BEFORE = ("need a house", "yes", "its safe", "1", "yes", "Bob Kerr 1/1/1980")


async def test_no_phone_call_is_offered_or_booked_without_a_number(blether: Pretend) -> None:
    bob = Person(made=blether, contact=BROWSER, channel="web")
    for text in BEFORE:
        await bob.says(text)

    await bob.says("skip")
    offered = [each for each in await bob.messages() if each.buttons][-1]
    booked = " ".join(await bob.says("thursday at 2pm"))

    titles = [button["title"] for button in offered.buttons or ()][:-1]
    assert titles
    assert all("in person" in title for title in titles)
    assert "in person" in booked
    assert "text us" not in booked


async def test_who_gives_a_number_is_offered_a_call_too(blether: Pretend) -> None:
    bob = Person(made=blether, contact=BROWSER, channel="web")
    for text in BEFORE:
        await bob.says(text)

    await bob.says("07700 900123")
    offered = [each for each in await bob.messages() if each.buttons][-1]

    assert any("by phone" in button["title"] for button in offered.buttons or ())
