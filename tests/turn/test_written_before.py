"""What a colleague had written before the number came into doubt, or the patient died, stays here:
it would reach a stranger, or the family. Nor is it an answer to a danger that came after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.basis.work import Work, staff_actor
from actions.casework.close import close
from actions.texts.reply import reply
from actions.texts.set_texting import Texting, set_texting
from storage.models import Message
from tests.turn.conftest import Person

WRONG_NUMBER = "wrong number, who is this? I don't know any Jean"
DANGER = "whats the point anymore"
DIED = "this is her daughter. my mum Jean passed away last night"


async def at_desk(person: Person, uow: object) -> tuple[Work, str]:
    made = person.made
    practice = await uow.practices.get(made.practice.id)  # type: ignore[attr-defined]
    (worker, *_) = await uow.staff.of_practice(practice.id, "link_worker")  # type: ignore[attr-defined]
    work = Work(uow=uow, now=made.clock.now(), practice=practice, actor=staff_actor(worker.id))
    return work, worker.id


async def is_written_to(person: Person, text: str, *, in_hours: int | None = None) -> str:
    """By the link worker; the id of their text."""
    referral, patient = await person.referral(), await person.patient()
    async with person.made.parts.db.begin() as uow:
        work, worker_id = await at_desk(person, uow)
        send_at = work.now_for(patient) + timedelta(hours=in_hours) if in_hours else None
        return (await reply(work, referral.id, worker_id, text, send_at=send_at)).id


async def in_the_evening(person: Person) -> str:
    """A text of half past eight, which waits for the morning."""
    await person.refers()
    await person.waits(hours=10, minutes=30)
    return await is_written_to(person, "Hi Jean, Morag here. How was the benefits form?")


async def message(person: Person, message_id: str) -> Message:
    (found,) = [one for one in await person.messages() if one.id == message_id]
    return found


@pytest.mark.parametrize(
    ("text", "why"), [(WRONG_NUMBER, "frozen"), (DIED, "death_told")], ids=["wrong number", "died"]
)
async def test_a_text_that_waits_for_the_morning_is_taken_back_at_once(
    jean: Person, text: str, why: str
) -> None:
    waiting = await in_the_evening(jean)
    await jean.says(text)
    taken_back = await message(jean, waiting)
    assert (taken_back.status, taken_back.reason) == ("cancelled", why)
    assert await jean.waits(days=2) == []


@pytest.mark.parametrize(
    ("text", "why"), [(WRONG_NUMBER, "frozen"), (DIED, "death_told")], ids=["wrong number", "died"]
)
async def test_a_text_that_was_planned_is_taken_back_and_a_later_one_leaves(
    jean: Person, text: str, why: str
) -> None:
    await jean.refers()
    planned = await is_written_to(jean, "Hi Jean, your Women's Aid worker is Ann", in_hours=24)
    await jean.waits(hours=3)
    await jean.says(text)
    assert (await message(jean, planned)).reason == why
    await is_written_to(jean, "Sorry to have troubled you. Morag")
    assert await jean.reads() == ["Sorry to have troubled you. Morag"]
    assert await jean.waits(days=2) == []


async def test_closing_as_died_takes_back_what_waits_for_the_morning(jean: Person) -> None:
    waiting = await in_the_evening(jean)
    referral = await jean.referral()
    async with jean.made.parts.db.begin() as uow:
        work, _ = await at_desk(jean, uow)
        await close(work, referral.id, "died")
    assert (await message(jean, waiting)).reason == "closed"
    assert await jean.waits(days=2) == []


async def test_closing_otherwise_lets_the_last_words_leave(jean: Person) -> None:
    await in_the_evening(jean)
    referral = await jean.referral()
    async with jean.made.parts.db.begin() as uow:
        work, _ = await at_desk(jean, uow)
        await close(work, referral.id, "helped")
    assert len(await jean.waits(hours=13)) == 1


async def test_where_texting_is_not_safe_what_waits_for_the_morning_is_taken_back(
    jean: Person,
) -> None:
    waiting = await in_the_evening(jean)
    referral = await jean.referral()
    async with jean.made.parts.db.begin() as uow:
        work, _ = await at_desk(jean, uow)
        wanted = Texting(safe_to_text="no", is_neutral=True, is_held=True)
        await set_texting(work, referral.id, wanted)
    assert (await message(jean, waiting)).reason == "not_safe_to_text"
    assert await jean.waits(days=2) == []


async def test_a_text_that_waits_is_taken_back_when_they_write_of_danger(jean: Person) -> None:
    waiting = await in_the_evening(jean)
    planned = await is_written_to(jean, "See you at the lunch club!", in_hours=20)
    (crisis,) = await jean.says(DANGER)
    assert "116 123" in crisis
    for one in (waiting, planned):
        taken_back = await message(jean, one)
        assert (taken_back.status, taken_back.reason) == ("cancelled", "danger")
    await is_written_to(jean, "Hi Jean, Morag. I have read it. Can I phone you now?")
    assert await jean.reads() == ["Hi Jean, Morag. I have read it. Can I phone you now?"]
    assert await jean.waits(days=2) == []


async def test_no_question_that_had_not_left_yet_follows_the_crisis_lines(jean: Person) -> None:
    await jean.receive("nae money for the rent")
    answers = await jean.says(DANGER)
    assert len(answers) == 1 and "116 123" in answers[0]
