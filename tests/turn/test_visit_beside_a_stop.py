"""What is wanted of a visit beside "stop texting me" counts as well, and is not asked about."""

from __future__ import annotations

import pytest

from actions.texts.want_reminders import refuses_reminders
from tests.turn.conftest import Person, reminded
from tests.turn.test_beside_a_wish_for_no_texts import _is_out


@pytest.mark.parametrize(
    "text",
    [
        "cancel my appointment and stop texting me",
        "pls cancel the appt and take me off your list thanks",
        "call it off and stop",
        "im no comin noo, stop textin",
        "dont need the chat any more, stop texting",
    ],
)
async def test_a_visit_is_called_off_and_texting_ends(jean: Person, text: str) -> None:
    await jean.refers()
    (heard,) = await jean.says(text)
    assert heard.startswith("OK, that's called off, and no more texts from us.")
    assert await _is_out(jean)
    assert await jean.visit_status() == "cancelled"
    assert (await jean.referral()).attention == "opted_out"


@pytest.mark.parametrize("text", ["2, dont text again", "cant come, stop texting me"])
async def test_another_time_is_left_to_a_person_and_the_visit_stays(
    jean: Person, text: str
) -> None:
    await reminded(jean)
    (heard,) = await jean.says(text)
    assert "A person will read what you asked" in heard
    assert await _is_out(jean)
    assert await jean.visit_status() == "booked"
    assert (await jean.referral()).attention == "needs_a_person"


async def test_start_afterwards_leaves_what_was_asked_before_a_person(jean: Person) -> None:
    await jean.refers()
    await jean.says("can i change it to friday and stop texting me")
    await jean.says("START")
    assert (await jean.referral()).attention == "needs_a_person"


@pytest.mark.parametrize("text", ["1, and dont text me again", "1 no more texts"])
async def test_a_number_beside_it_confirms_the_visit(jean: Person, text: str) -> None:
    await reminded(jean)
    (heard,) = await jean.says(text)
    assert heard.startswith("OK, no more texts from us.")
    assert await jean.visit_status() == "confirmed"


async def test_a_time_taken_beside_it_is_booked_and_told_in_that_one_text(jean: Person) -> None:
    for text in ("nae money for the rent", "aye", "1", "1", "2", "Jean Broon 14/2/51"):
        await jean.says(text)
    (heard,) = await jean.says("1 and then stop texting me")
    assert heard.startswith("OK, it's Tue 24 Nov, 9:30am by phone, and no more texts from us.")
    assert await jean.visit_status() == "booked"


async def test_yes_to_calling_off_and_a_stop(jean: Person) -> None:
    await jean.refers()
    await jean.says("cancel my appointment")
    (heard,) = await jean.says("yes and stop texting me")
    assert "that's called off, and no more texts" in heard
    assert await jean.visit_status() == "cancelled"


@pytest.mark.parametrize("text", ["CANCEL", "cancel. stop"])
async def test_a_bare_cancel_ends_the_texts_and_calls_nothing_off(jean: Person, text: str) -> None:
    await jean.refers()
    await jean.says(text)
    assert await _is_out(jean)
    assert await jean.visit_status() == "booked"


@pytest.mark.parametrize("text", ["jean died, stop", "jean passed away please stop"])
async def test_stop_beside_a_death_is_obeyed(jean: Person, text: str) -> None:
    await jean.refers()
    (heard,) = await jean.says(text)
    assert "no more texts from us" in heard
    assert await _is_out(jean)
    assert (await jean.referral()).attention == "needs_a_person"
    assert (await jean.patient()).scheduled_texts_held


async def test_of_a_dead_patient_nothing_is_called_off_by_us(jean: Person) -> None:
    await jean.refers()
    await jean.says("jean died, cancel her appointment and stop texting")
    assert await jean.visit_status() == "booked"
    assert (await jean.referral()).attention == "needs_a_person"


async def test_no_more_reminders_beside_a_need_counts_too(jean: Person) -> None:
    await jean.refers()
    heard = await jean.says("no more reminders, landlord evicting us tomorrow")
    assert heard[0].startswith("OK, no more reminders.")
    assert "The council must help" in heard[1]
    async with jean.made.parts.db.read() as uow:
        assert await refuses_reminders(uow, await jean.patient())
    assert not await _is_out(jean)


async def test_no_more_texts_beside_what_cannot_wait_is_obeyed_and_a_person_asked(
    jean: Person,
) -> None:
    await jean.refers()
    (heard,) = await jean.says("dont text me again, landlord evicting us tomorrow")
    assert "A person will read what you asked" in heard
    assert await _is_out(jean)
    assert (await jean.referral()).attention == "needs_a_person"


async def test_where_it_is_in_doubt_beside_a_need_they_hear_how_to_stop(jean: Person) -> None:
    await jean.refers()
    heard = await jean.says("no more texts, bailiffs are coming tomorrow")
    assert "text STOP" in heard[-1]
    assert not await _is_out(jean)


async def test_what_is_told_of_others_beside_no_more_check_ins_is_read(jean: Person) -> None:
    await jean.refers()
    heard = await jean.says("no more check ins, my ex is back")
    assert "kept that for our team" in heard[-1]
    assert (await jean.referral()).attention == "wrote_again"
