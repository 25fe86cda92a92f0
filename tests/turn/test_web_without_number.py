"""Who chats in a browser and gives no number cannot be rung: no call is promised to them."""

from __future__ import annotations

from bot.pretend import Pretend
from tests.turn.conftest import Person

BROWSER = "web:" + "k" * 24
BEFORE = ("need a house", "yes", "its safe", "1", "yes", "Bob Kerr 1/1/1980")


async def bob_who_says(blether: Pretend, number: str) -> tuple[Person, list[str]]:
    """Bob, asked for a number, and the times that he is offered then."""
    bob = Person(made=blether, contact=BROWSER, channel="web")
    for text in (*BEFORE, number):
        await bob.says(text)
    offered = [each for each in await bob.messages() if each.buttons][-1]
    return bob, [button["title"] for button in offered.buttons or ()]


async def test_no_phone_call_is_offered_or_booked_without_a_number(blether: Pretend) -> None:
    bob, (*titles, _no_thanks) = await bob_who_says(blether, "skip")
    booked = " ".join(await bob.says("thursday at 2pm"))

    assert titles
    assert all("in person" in title for title in titles)
    assert "in person" in booked
    assert "text us" not in booked


async def test_who_gives_a_number_is_offered_a_call_too(blether: Pretend) -> None:
    _, titles = await bob_who_says(blether, "07700 900123")

    assert any("by phone" in title for title in titles)
