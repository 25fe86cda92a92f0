"""What a practice has chosen, as a patient's own texts meet it."""

from __future__ import annotations

from typing import Any

from storage.models import Practice, ReminderSettings, SharingSettings
from tests.turn.conftest import Person


async def choose(jean: Person, **chosen: Any) -> None:
    async with jean.made.parts.db.begin() as uow:
        practice = await uow.practices.get(jean.made.practice.id)
        assert practice is not None
        practice.settings = practice.settings.model_copy(update=chosen)


async def practice_of(jean: Person) -> Practice:
    async with jean.made.parts.db.read() as uow:
        found = await uow.practices.get(jean.made.practice.id)
    assert found is not None
    return found


async def test_the_referral_that_fills_the_practice_closes_it_to_the_next(jean: Person) -> None:
    await choose(jean, capacity=1, closes_when_full=True)
    last = await jean.refers()
    assert any("you booked" in text for text in last), last
    settings = (await practice_of(jean)).settings
    assert (settings.intake_open, settings.closed_when_full) == (False, True)
    next_one = Person(made=jean.made, contact="+447700900124")
    for text in ("nae money for the rent", "aye"):
        await next_one.says(text)
    told = await next_one.says("1")
    assert any("full just now" in text and "Samaritans 116 123" in text for text in told), told


async def test_a_finished_referral_is_shared_by_the_rule(jean: Person) -> None:
    async with jean.made.parts.db.read() as uow:
        team = await uow.staff.of_practice(jean.made.practice.id, "link_worker")
    ewan = next(one for one in team if one.name.startswith("Ewan"))
    sharing = SharingSettings(enabled=True, limits={ewan.id: 5})
    await choose(jean, sharing=sharing, intake_open=False)
    for text in ("nae money for the rent", "aye", "1", "Jean Broon 14/2/51"):
        last = await jean.says(text)
    assert any("on our list" in text for text in last), last
    referral = await jean.referral()
    assert (referral.status, referral.assigned_to) == ("waiting", ewan.id)


async def test_what_was_left_half_way_is_shared_when_it_is_handed_over(jean: Person) -> None:
    async with jean.made.parts.db.read() as uow:
        team = await uow.staff.of_practice(jean.made.practice.id, "link_worker")
    limits = {one.id: 5 for one in team}
    await choose(jean, sharing=SharingSettings(enabled=True, limits=limits))
    await jean.says("nae money for the rent")
    await jean.waits(days=3)
    referral = await jean.referral()
    assert referral.status == "waiting"
    assert referral.assigned_to in limits


async def test_the_practices_own_line_stands_in_the_reminder_but_not_in_a_neutral_one(
    jean: Person,
) -> None:
    line = "Please bring your letters."
    await choose(jean, reminders=ReminderSettings(before=("2d", "1d"), wording=line))
    for text in ("am pure lonely", "aye", "1", "1", "1", "Jean Broon 14/2/51"):
        await jean.says(text)
    await jean.says("friday at 2")
    first = [text for text in await jean.waits(days=2, hours=4) if "still suit" in text]
    assert len(first) == 1
    assert f"{line} Does that still suit?" in first[0]
    async with jean.made.parts.db.begin() as uow:
        patient = await uow.patients.get((await jean.patient()).id)
        assert patient is not None
        patient.neutral_wording = True
    second = " ".join(await jean.waits(days=1))
    assert "You are booked for" in second
    assert line not in second
