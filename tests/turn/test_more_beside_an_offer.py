"""More than a time, said to the times on offer: neither it nor the time is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.turn.conftest import Person
from tests.turn.test_waiting_list import coming, waits

TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


async def _offered(jean: Person) -> Person:
    for text in ("nae money for the rent", "aye", "1", "1", "2", "Jean Broon 14/2/51"):
        await jean.says(text)
    return jean


async def _moving(jean: Person) -> Person:
    await jean.refers()
    assert "When suits" in (await jean.says("can i change my appointment"))[-1]
    return jean


async def _starts(jean: Person) -> datetime | None:
    visit = await coming(jean)
    return visit.starts_at if visit is not None else None


@pytest.mark.parametrize(
    "text",
    [
        "1. my address is 12 mill street",
        "the first one. ma address is 12 mill street",
        "1, im at 12 mill street",
        "1 my postcode is EH1 2QZ",
        "1 and cancel the other one",
    ],
)
async def test_what_is_told_beside_the_time_taken_is_read_by_a_person(
    jean: Person, text: str
) -> None:
    heard = await (await _offered(jean)).says(text)
    assert "That's you booked: Tue 24 Nov, 9:30am" in heard[0]
    assert "kept that for our team" in heard[-1]
    assert (await jean.referral()).attention == "needs_a_person"


@pytest.mark.parametrize("text", ["2 and cancel the other one", "2, and bin the auld yin pls"])
async def test_the_one_that_is_moved_from_goes_by_itself(jean: Person, text: str) -> None:
    (heard,) = await (await _moving(jean)).says(text)
    assert "now Wed 25 Nov, 12pm" in heard
    assert await jean.visit_status() == "booked"


@pytest.mark.parametrize(
    "text",
    [
        "friday at 10 if not keep it",
        "friday 10am or else just leave it",
        "friday at 10, if its no free keep the one i have",
    ],
)
async def test_a_time_that_is_free_is_taken_though_else_it_was_to_stay(
    jean: Person, text: str
) -> None:
    (heard,) = await (await _moving(jean)).says(text)
    assert "now Fri 27 Nov, 10am" in heard


@pytest.mark.parametrize("text", ["saturday at 10 if not keep it", "saturday or else leave it"])
async def test_where_it_is_not_free_what_they_have_stays(jean: Person, text: str) -> None:
    (heard,) = await (await _moving(jean)).says(text)
    assert heard == "Sorry, that one's gone now. I've kept the time you have."
    assert await _starts(jean) == TUESDAY


@pytest.mark.parametrize(
    "text",
    [
        "no that doesnt suit",
        "naw that disnae suit me",
        "nane o them suit",
        "they dont suit sorry",
        "no cant do any of those",
        "no im working then",
        "no good for me",
        "no thanks that doesnt suit, anything else?",
    ],
)
async def test_what_does_not_suit_asks_for_other_times(jean: Person, text: str) -> None:
    (heard,) = await (await _offered(jean)).says(text)
    assert heard.startswith("Any of these?")
    assert (await jean.referral()).risk == "none"


async def test_what_does_not_suit_while_it_is_moved_asks_for_other_times(jean: Person) -> None:
    (heard,) = await (await _moving(jean)).says("no that doesnt suit")
    assert heard.startswith("Any of these?")


@pytest.mark.parametrize("text", ["no", "no thanks", "4"])
async def test_no_thanks_is_still_no_thanks(jean: Person, text: str) -> None:
    heard = await (await _offered(jean)).says(text)
    assert heard[0].startswith("No problem.")


@pytest.mark.parametrize(
    "text",
    [
        "go back to the old time",
        "sorry can i just have the original time",
        "gonnae put it back tae whit it wis",
        "changed my mind, the first time was better",
        "change it back please",
        "actually keep the old time",
        "can we go back to tuesday",
    ],
)
async def test_the_old_time_is_had_back(jean: Person, text: str) -> None:
    await _moving(jean)
    assert "now Wed 25 Nov" in (await jean.says("2"))[0]
    (heard,) = await jean.says(text)
    assert "now Tue 24 Nov, 9:30am" in heard
    assert await _starts(jean) == TUESDAY


async def test_an_old_time_that_others_have_now_is_gone_and_others_are_offered(
    jean: Person,
) -> None:
    shuggie = await waits(Person(made=jean.made, contact="+447700900124"))
    await _moving(jean)
    await jean.says("2")
    await shuggie.reads()
    assert "That's you booked" in (await shuggie.says("1"))[0]
    heard = await jean.says("go back to the old time")
    assert "I've kept the time you have" in heard[0] or "now Tue 24 Nov, 9:30am" in heard[0]


@pytest.mark.parametrize("text", ["dont go back to the old time", "go back to friday"])
async def test_no_other_wish_takes_the_old_time(jean: Person, text: str) -> None:
    await _moving(jean)
    await jean.says("2")
    await jean.says(text)
    assert await _starts(jean) != TUESDAY


async def test_back_to_the_old_time_while_it_is_moved_keeps_it(jean: Person) -> None:
    (heard,) = await (await _moving(jean)).says("go back to the old time")
    assert "left it as it is: Tue 24 Nov" in heard
