"""Who puts a choice right, or waited for a call that did not come, is the patient and is heard."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person


@pytest.mark.parametrize(
    "text",
    [
        "oops wrong one I wanted the thursday one",
        "sorry wrong one, i meant thursday",
        "picked the wrong number, wanted 3",
        "sorry meant 2",
        "no one called",
        "nobody called me",
    ],
)
async def test_a_person_reads_it_and_texts_go_on(jean, text):
    await jean.refers()
    await jean.waits(days=1)
    heard = await jean.says(text)
    patient = await jean.patient()
    assert "wrong number" not in heard[0]
    assert (patient.frozen_at, patient.scheduled_texts_held) == (None, False)
    assert (await jean.referral()).attention in ("wrote_again", "handoff", "needs_a_person")
    assert await jean.waits(days=16) != []


async def test_a_stranger_is_still_frozen(jean):
    await jean.refers()
    await jean.says("sorry, you've picked the wrong number")
    assert (await jean.patient()).frozen_at is not None


RIGHT_AFTER = [
    ("sorry meant 2", "Wed 25 Nov"),
    ("oops 3", "Thu 26 Nov"),
    ("actually 2", "Wed 25 Nov"),
    ("sorry i meant wednesday", "Wed 25 Nov"),
    ("i pressed 1 but meant 2", "Wed 25 Nov"),
    ("2 not 1 sorry", "Wed 25 Nov"),
    ("can i have 2 instead", "Wed 25 Nov"),
    ("meant the third one", "Thu 26 Nov"),
    ("wait no i meant 3", "Thu 26 Nov"),
    ("no 2 sorry", "Wed 25 Nov"),
]


@pytest.mark.parametrize(("text", "day"), RIGHT_AFTER)
async def test_right_after_the_booking_the_time_meant_is_taken(jean, text, day):
    await jean.refers()
    heard = await jean.says(text)
    assert f"That's changed. Your chat with Morag is now {day}" in heard[0]


@pytest.mark.parametrize("text", ["meant 1", "sorry meant 9", "sorry i took 2", "2", "at 2"])
async def test_what_names_no_other_time_moves_nothing(jean, text):
    await jean.refers()
    heard = await jean.says(text)
    assert "changed" not in " ".join(heard)


async def test_a_time_that_has_gone_since_is_said_to_be_gone(blether, jean):
    await jean.refers()
    for number in range(2):
        other = Person(made=blether, contact=f"+44770090020{number}")
        for told in ("nae money for the rent", "aye", "1", "1", "2", "Jim Broon 14/2/51"):
            await other.says(told)
        assert "booked: Wed 25 Nov, 12pm" in (await other.says("wednesday at 12"))[0]
    heard = await jean.says("sorry meant 2")
    assert heard[0] == "Sorry, that one's gone now. I've kept the time you have."
    assert "1 " in heard[1]
    assert "left it as it is: Tue 24 Nov" in (await jean.says("no"))[0]


async def test_can_we_make_it_3_moves_nothing_unasked(jean):
    await jean.refers()
    assert "That's changed" not in " ".join(await jean.says("can we make it 3"))
