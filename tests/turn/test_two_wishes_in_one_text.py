"""Two wishes in one text, at a reminder, an offer, "shall I call it off?" or out of the blue."""

from __future__ import annotations

import pytest

from actions.texts.want_reminders import refuses_reminders
from tests.turn.conftest import Person, reminded
from tests.turn.test_waiting_list import call_off, coming, waits


async def _refuses_reminders(jean: Person) -> bool:
    patient = await jean.patient()
    async with jean.made.parts.db.read() as uow:
        return await refuses_reminders(uow, patient)


async def test_another_time_and_no_more_reminders(jean: Person) -> None:
    await jean.refers()
    heard = await jean.says("move it to friday and no more reminders")
    assert heard[0].startswith("OK, no more reminders.")
    assert "1 Fri 27 Nov" in heard[1]
    assert await _refuses_reminders(jean)


async def test_a_yes_a_friend_and_no_more_reminders(jean: Person) -> None:
    await reminded(jean)
    heard = await jean.says("1 and can i bring my pal and no more reminders")
    assert heard[0].startswith("OK, no more reminders.")
    assert "kept that for our team" in heard[-1]
    assert await jean.visit_status() == "confirmed"
    assert await _refuses_reminders(jean)


async def test_not_needed_and_a_call(jean: Person) -> None:
    await reminded(jean)
    await jean.says("3 but can someone ring me")
    assert await jean.visit_status() == "cancelled"
    assert (await jean.referral()).attention == "handoff"


@pytest.mark.parametrize(
    ("text", "status"),
    [("3 and dont phone me", "cancelled"), ("no cancel it and dont phone me", "booked")],
)
async def test_calling_off_and_no_calls(jean: Person, text: str, status: str) -> None:
    await reminded(jean)
    heard = await jean.says(text)
    assert "call off" in heard[-1] or "called off" in heard[-1]
    assert await jean.visit_status() == status
    assert (await jean.referral()).attention == "no_phone"


async def test_calling_off_and_what_follows(jean: Person) -> None:
    await reminded(jean)
    (heard,) = await jean.says("cancel please, ill phone when im better")
    assert heard.startswith("Shall I call off")
    heard = (await jean.says("yes"))[-1]
    assert "kept that for our team" in heard


async def test_not_coming_and_worse_is_seen_by_a_person(jean: Person) -> None:
    await reminded(jean)
    await jean.says("not coming, im worse")
    assert (await jean.referral()).attention == "worse"


async def test_a_number_and_a_day_without_a_mark(jean: Person) -> None:
    await reminded(jean)
    (heard,) = await jean.says("2 thursday after 3 and by phone please")
    assert "1 Thu 3 Dec, 3pm by phone" in heard


async def test_a_yes_beside_what_cannot_wait_is_not_asked_for_again(jean: Person) -> None:
    await reminded(jean)
    heard = await jean.says("1 but ive no food")
    assert await jean.visit_status() == "confirmed"
    assert "No food today?" in heard[1]
    assert "Does that still suit" not in heard[-1]


@pytest.mark.parametrize("text", ["2 and can you ring my landline", "2 but can someone phone me"])
async def test_a_time_on_offer_and_a_call(jean: Person, text: str) -> None:
    await jean.refers()
    await jean.says("can i change my appointment")
    heard = await jean.says(text)
    assert "now Wed 25 Nov" in heard[0]
    assert "asked our team for a person" in heard[1]


@pytest.mark.parametrize(
    ("text", "status"),
    [("yes and can someone phone me", "cancelled"), ("no but can someone ring me", "booked")],
)
async def test_whether_it_is_called_off_and_a_call(jean: Person, text: str, status: str) -> None:
    await jean.refers()
    await jean.says("cancel my appointment")
    await jean.says(text)
    assert await jean.visit_status() == status
    assert (await jean.referral()).attention == "handoff"


@pytest.mark.parametrize("text", ["yes but book me another", "yes and rebook me please"])
async def test_called_off_and_another(jean: Person, text: str) -> None:
    await jean.refers()
    await jean.says("cancel my appointment")
    heard = await jean.says(text)
    assert "that's called off" in heard[0]
    assert "When suits for a chat?" in heard[1]


async def test_no_and_a_day_moves_it(jean: Person) -> None:
    await jean.refers()
    await jean.says("cancel my appointment")
    assert "1 Fri 27 Nov" in (await jean.says("no. make it friday"))[0]


async def test_a_time_that_came_free_is_taken_by_who_is_not_well(jean: Person) -> None:
    shuggie = await waits(Person(made=jean.made, contact="+447700900124"))
    await jean.refers()
    await call_off(jean)
    await shuggie.reads()
    assert "That's you booked" in (await shuggie.says("1 but im not well"))[0]
    assert await coming(shuggie) is not None


async def test_another_day_and_no_calls_out_of_the_blue(jean: Person) -> None:
    await jean.refers()
    (heard,) = await jean.says("move it to friday and dont phone me text me")
    assert "1 Fri 27 Nov, 9:30am in person" in heard
    assert (await jean.referral()).attention == "no_phone"


async def test_worse_and_a_call_beside_no_more_check_ins(jean: Person) -> None:
    await jean.refers()
    await jean.waits(days=16)
    heard = await jean.says("worse, stop the check ins and phone me")
    assert heard[0].startswith("OK, we won't ask how things are again.")
    assert "116 123" in heard[1]
    assert (await jean.referral()).attention == "worse"


async def test_the_same_and_a_day(jean: Person) -> None:
    await jean.refers()
    await jean.waits(days=16)
    heard = await jean.says("same. can i move my chat to friday")
    assert "1 Fri 11 Dec" in heard[-1]


async def test_back_to_the_old_time_and_no_more_reminders(jean: Person) -> None:
    await jean.refers()
    await jean.says("can i change my appointment")
    await jean.says("2")
    heard = await jean.says("thanks. go back to the old time and no more reminders")
    assert heard[0].startswith("OK, no more reminders.")
    assert "now Tue 24 Nov, 9:30am" in heard[1]
