"""Who chats in a browser and gives no number cannot be rung: no call is promised to them."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    "text",
    ["don't ring me", "no calls please", "it's not safe", "email me instead", "skip", "no", "none"],
)
async def test_who_would_rather_not_be_rung_is_offered_a_chat_in_person(
    blether: Pretend, text: str
) -> None:
    bob, titles = await bob_who_says(blether, text)

    assert all("in person" in title for title in titles[:-1])
    assert (await bob.patient()).phone is None


@pytest.mark.parametrize(
    "text", ["you can ring me on 07700 900123", "ring me on 07700900123 please"]
)
async def test_the_number_asked_for_is_taken_out_of_a_sentence(blether: Pretend, text: str) -> None:
    bob, _ = await bob_who_says(blether, text)

    assert (await bob.patient()).phone == "+447700900123"
    assert (await bob.referral()).attention is None


async def test_a_date_beside_a_name_is_no_number(blether: Pretend) -> None:
    bob = Person(made=blether, contact=BROWSER, channel="web")
    for text in (*BEFORE[:-1], "Chen Li Hua 1948-03-02"):
        await bob.says(text)
    assert (await bob.patient()).phone is None


async def test_a_number_a_digit_short_is_asked_for_again(blether: Pretend) -> None:
    bob = Person(made=blether, contact=BROWSER, channel="web")
    for text in (*BEFORE, "0770090012"):
        await bob.says(text)
    assert "What number" in str((await bob.messages())[-1].text)


@pytest.mark.parametrize(
    "before",
    [
        (*BEFORE[:-1], "Bob Kerr 1/1/1980 07700 900123"),
        (*BEFORE[:-1], "Bob Kerr", "1/1/80, ring me on 07700 900123"),
        ("need a house, my number is 07700 900123", *BEFORE[1:]),
    ],
)
async def test_a_number_told_with_something_else_is_not_asked_for(
    blether: Pretend, before: tuple[str, ...]
) -> None:
    bob = Person(made=blether, contact=BROWSER, channel="web")
    for text in before:
        await bob.says(text)
    assert (await bob.patient()).phone == "+447700900123"
    assert "When suits" in str((await bob.messages())[-1].text)


@pytest.mark.parametrize(
    "text",
    ["im Bob Kerr 07700900456 and i need a house", "Bob Kerr 1/1/1980 07700900456 need a house"],
)
async def test_a_number_beside_the_name_in_the_first_text_is_kept(blether, text):
    bob = Person(made=blether, contact=BROWSER, channel="web")
    await bob.says(text)
    assert (await bob.patient()).phone == "+447700900456"


async def test_a_number_of_somebody_else_in_the_first_text_is_not(blether):
    bob = Person(made=blether, contact=BROWSER, channel="web")
    await bob.says("im homeless, the council on 01414960101 wont help")
    assert (await bob.patient()).phone is None


async def test_a_year_in_the_first_text_is_no_number(blether: Pretend) -> None:
    bob = Person(made=blether, contact=BROWSER, channel="web")
    await bob.says(
        "My name is Bob Kerr and my date of birth is 3 April 1950. I need a house, "
        "ring me on 07700900123"
    )
    assert (await bob.patient()).phone == "+447700900123"
