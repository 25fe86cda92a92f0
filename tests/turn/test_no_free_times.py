"""Where no time is free nobody is left in the middle, nor promised what cannot come."""

from __future__ import annotations

from tests.builders import a_staff_member
from tests.turn.conftest import Person
from tests.turn.test_waiting_list import status_of


async def without_times(person: Person) -> None:
    async with person.made.parts.db.begin() as uow:
        for shift in await uow.availability.of_practice(person.made.practice.id):
            await uow.session.delete(shift)


async def test_who_finds_no_time_is_asked_at_once_if_they_would_wait(jean):
    for text in ("nae money for the rent", "aye", "1", "1", "2"):
        await jean.says(text)
    await without_times(jean)
    heard = await jean.says("Jean Broon 14/2/51")
    assert "no free times" in heard[0]
    assert "Shall I text you if a time comes free?" in heard[1]
    assert "I'll text you if a time comes free" in " ".join(await jean.says("1"))
    assert await status_of(jean) == "waiting"
    assert (await jean.referral()).status == "waiting"


async def test_who_was_answered_by_a_manager_is_offered_the_link_workers_times(jean):
    """They have the referral from their first reply on, and keep no visits."""
    for text in ("nae money for the rent", "aye", "1", "1", "2"):
        await jean.says(text)
    async with jean.made.parts.db.begin() as uow:
        manager = await a_staff_member(
            uow, practice=jean.made.practice, role="practice_manager", email="m@jean.example"
        )
        referral = await uow.referrals.get((await jean.referral()).id)
        referral.assigned_to = manager.id
    heard = " ".join(await jean.says("Jean Broon 14/2/51"))
    assert "no free times" not in heard
    assert "Tue 24 Nov" in heard
    assert "booked" in " ".join(await jean.says("1")).lower()


async def test_who_has_a_chat_keeps_it_and_is_promised_no_text(jean):
    await jean.refers()
    await jean.says("can i change it")
    heard: list[str] = []
    for text in ("sunday", "a saturday", "sunday at 3", "sunday"):
        heard += await jean.says(text)
    told = " ".join(heard)
    assert "if a time comes free" not in told
    assert "I've left it as it is for now: Tue 24 Nov" in told
    assert (await jean.referral()).attention == "no_times"


async def test_who_has_a_chat_is_told_that_nothing_else_is_free(jean):
    await jean.refers()
    await without_times(jean)
    told = " ".join(await jean.says("can i change it"))
    assert "no free times" in told
    assert "left it as it is for now: Tue 24 Nov" in told
