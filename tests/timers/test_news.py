"""News that staff made is told soon, or not at all, however often it was put off."""

from __future__ import annotations

from datetime import timedelta

from actions.basis.work import Work
from actions.booking.set_status import set_status
from actions.casework.hand_back import hand_back
from actions.casework.take_over import take_over
from storage.unit_of_work import UnitOfWork
from tests.timers.conftest import Desk


async def _work(desk: Desk, uow: UnitOfWork) -> Work:
    practice = await uow.practices.get(desk.practice_id)
    assert practice is not None
    return Work(uow=uow, now=desk.clock.now(), practice=practice, actor=f"staff:{desk.worker_id}")


async def _missed(desk: Desk) -> str:
    visit = await desk.books(timedelta(hours=2))
    desk.clock.advance(timedelta(hours=3))
    await desk.change("patients", desk.patient_id, scheduled_texts_held=True)
    async with desk.database.begin() as uow:
        await set_status(await _work(desk, uow), visit.id, "did_not_attend")
    return visit.id


async def test_who_did_not_come_is_asked_when_texts_are_held_no_more(desk: Desk) -> None:
    await _missed(desk)
    for _ in range(2):
        await desk.after(days=1)
    await desk.change("patients", desk.patient_id, scheduled_texts_held=False)
    await desk.after(hours=2)
    assert desk.speaker.said == ["missed_appointment"]


async def test_who_did_not_come_is_not_asked_days_afterwards(desk: Desk) -> None:
    visit_id = await _missed(desk)
    for _ in range(4):
        await desk.after(days=1)
    await desk.change("patients", desk.patient_id, scheduled_texts_held=False)
    await desk.after(hours=2)
    assert desk.speaker.said == []
    (settled,) = await desk.timers("appointment_change", visit_id)
    assert settled[:2] == ("missed", "expired")


async def test_who_was_marked_days_afterwards_is_not_asked_but_staff_are_told(desk: Desk) -> None:
    visit = await desk.books(timedelta(hours=2))
    desk.clock.advance(timedelta(days=4))
    async with desk.database.begin() as uow:
        await set_status(await _work(desk, uow), visit.id, "did_not_attend")
    await desk.after(days=1)
    assert desk.speaker.said == []
    assert (await desk.referral()).attention == "did_not_attend"


async def test_that_blether_answers_again_is_no_news_in_the_week_after(desk: Desk) -> None:
    until = desk.clock.now() + timedelta(days=3)
    await desk.change("patients", desk.patient_id, muted_until=until)
    async with desk.database.begin() as uow:
        await take_over(await _work(desk, uow), desk.referral_id, desk.worker_id)
    async with desk.database.begin() as uow:
        await hand_back(await _work(desk, uow), desk.referral_id)
    for _ in range(4):
        await desk.after(days=1)
    assert desk.speaker.said == []
    (settled,) = await desk.timers("conversation", desk.conversation_id)
    assert settled[:2] == ("handed_back", "expired")
