from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from actions.basis.work import Work
from actions.texts.retry_text import retry_text
from tests.builders import a_failed_reminder, an_opt_out
from tests.timers.conftest import Desk

REMINDER = "appointment_reminder"
THREE_DAYS = timedelta(days=3)


async def test_a_reminder_is_sent_once_when_its_time_has_come(desk: Desk) -> None:
    visit = await desk.books(THREE_DAYS)
    await desk.after(days=1, hours=23)
    assert desk.speaker.said == []
    await desk.after(hours=1)
    await desk.after(hours=1)
    assert desk.speaker.said == [REMINDER]
    assert await desk.timers("appointment", visit.id) == [("reminder", "done", None)]
    assert desk.woken


async def test_the_queued_reminder_belongs_to_this_version_of_its_appointment(desk: Desk) -> None:
    visit = await desk.books(THREE_DAYS)
    await desk.after(days=2)
    async with desk.database.read() as uow:
        row = (await uow.outbox.of_patient(desk.patient_id))[0]
    assert (row.owner_type, row.owner_id, row.owner_version) == ("appointment", visit.id, 1)
    assert row.expires_at == desk.clock.now() + timedelta(hours=12)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"version": 2}, "changed"),
        ({"status": "cancelled"}, "cancelled"),
        ({"status": "attended"}, "attended"),
    ],
)
async def test_a_stale_reminder_does_nothing(
    desk: Desk, change: dict[str, Any], reason: str
) -> None:
    visit = await desk.books(THREE_DAYS)
    await desk.change("appointments", visit.id, **change)
    await desk.after(days=2)
    assert desk.speaker.said == []
    assert await desk.timers("appointment", visit.id) == [("reminder", "stale", reason)]


async def test_a_reminder_that_nobody_swept_for_half_a_day_is_too_old(desk: Desk) -> None:
    visit = await desk.books(THREE_DAYS)
    await desk.after(days=2, hours=13)
    assert desk.speaker.said == []
    assert await desk.timers("appointment", visit.id) == [("reminder", "expired", "too_old")]


async def test_a_reminder_due_at_night_waits_for_nine(desk: Desk) -> None:
    await desk.books(THREE_DAYS + timedelta(hours=12))  # at 22:00
    await desk.after(days=2, hours=12)
    assert desk.speaker.said == []
    await desk.after(hours=10, minutes=59)
    assert desk.speaker.said == []
    await desk.after(minutes=1)
    assert desk.speaker.said == [REMINDER]


async def test_a_reminder_whose_visit_is_over_by_the_morning_is_not_sent(desk: Desk) -> None:
    visit = await desk.books(timedelta(days=1, hours=12))
    await desk.change("appointments", visit.id, starts_at=desk.clock.now() + timedelta(hours=22))
    await desk.after(hours=12)
    await desk.after(hours=11)
    assert desk.speaker.said == []


@pytest.mark.parametrize("answer", ["held", "busy"])
async def test_a_reminder_that_may_not_be_said_now_is_tried_until_its_visit(
    desk: Desk, answer: Any
) -> None:
    visit = await desk.books(THREE_DAYS)
    desk.speaker.answer = answer
    await desk.after(days=2)
    desk.speaker.answer = "said"
    await desk.after(minutes=59)
    assert desk.speaker.said == []
    await desk.after(minutes=1)
    assert desk.speaker.said == [REMINDER]
    assert (await desk.timers("appointment", visit.id))[0][1] == "done"


async def test_held_texts_go_out_when_a_person_says_that_they_may(desk: Desk) -> None:
    await desk.books(THREE_DAYS)
    await desk.change("patients", desk.patient_id, scheduled_texts_held=True)
    await desk.after(days=2)
    assert desk.speaker.said == []
    await desk.change("patients", desk.patient_id, scheduled_texts_held=False)
    await desk.after(hours=1)
    assert desk.speaker.said == [REMINDER]


async def test_a_muted_person_keeps_the_plan(desk: Desk) -> None:
    await desk.books(THREE_DAYS)
    until = desk.clock.now() + timedelta(days=2, hours=5)
    await desk.change("patients", desk.patient_id, muted_until=until)
    await desk.after(days=2)
    assert desk.speaker.said == []
    await desk.after(hours=5)
    assert desk.speaker.said == [REMINDER]


async def test_after_stop_there_is_no_reminder(desk: Desk) -> None:
    visit = await desk.books(THREE_DAYS)
    async with desk.database.begin() as uow:
        patient = await uow.patients.get(desk.patient_id)
        assert patient is not None
        await an_opt_out(uow, patient=patient)
    await desk.after(days=2)
    assert desk.speaker.said == []
    assert await desk.timers("appointment", visit.id) == [("reminder", "cancelled", "opted_out")]


async def test_two_sweeps_at_once_remind_once(desk: Desk) -> None:
    await desk.books(THREE_DAYS)
    desk.clock.advance(timedelta(days=2))
    await asyncio.gather(*(desk.sweep().run_once() for _ in range(4)))
    assert desk.speaker.said == [REMINDER]


async def test_a_handler_that_fails_leaves_nothing_half_done_and_is_tried_again(
    desk: Desk,
) -> None:
    await desk.books(THREE_DAYS)
    desk.speaker.fails = True
    await desk.after(days=2)
    async with desk.database.read() as uow:
        assert await uow.outbox.of_patient(desk.patient_id) == []
    desk.speaker.fails = False
    await desk.after(seconds=61)
    assert desk.speaker.said == [REMINDER]


@pytest.mark.parametrize("night", ["2026-03-28", "2026-10-24"])
async def test_across_a_change_of_the_clocks_nine_is_nine(desk: Desk, night: str) -> None:
    evening = datetime.fromisoformat(f"{night}T22:00").replace(tzinfo=UTC)
    if evening < desk.clock.now():
        evening = evening.replace(year=2027, day=27 if evening.month == 3 else 30)
    await desk.books(evening - desk.clock.now() + timedelta(days=1))
    await desk.after(seconds=(evening - desk.clock.now()).total_seconds())
    async with desk.database.read() as uow:
        waiting = (await uow.timers.waiting_for_patient(desk.patient_id))[0]
    local = waiting.due_at.astimezone(ZoneInfo("Europe/London"))
    assert (local.hour, local.minute) == (9, 0)


async def _tried_again(desk: Desk) -> None:
    """A reminder did not arrive, and a link worker presses Try again."""
    async with desk.database.begin() as uow:
        practice = await uow.practices.get(desk.practice_id)
        conversation = await uow.conversations.get(desk.conversation_id)
        assert practice is not None and conversation is not None
        message = await a_failed_reminder(uow, conversation=conversation)
        work = Work(uow=uow, now=desk.clock.now(), practice=practice, actor="system")
        await retry_text(work, message.id, desk.worker_id)


async def test_a_reminder_tried_again_is_said_once(desk: Desk) -> None:
    await desk.books(THREE_DAYS)
    await _tried_again(desk)
    await desk.after(minutes=1)
    await desk.after(minutes=2)
    assert desk.speaker.said == [REMINDER]


async def test_a_reminder_tried_again_holds_up_no_other_of_the_same_visit(desk: Desk) -> None:
    visit = await desk.books(THREE_DAYS)
    desk.clock.advance(timedelta(days=2))
    await _tried_again(desk)
    await desk.after(minutes=2)
    assert desk.speaker.said == [REMINDER, REMINDER]
    assert await desk.timers("appointment", visit.id) == [("reminder", "done", None)] * 2


async def test_a_simulated_phone_is_reminded_by_its_own_clock(desk: Desk) -> None:
    visit = await desk.books(THREE_DAYS)
    async with desk.database.begin() as uow:
        await uow.patients.shift_clock(desk.patient_id, timedelta(days=2))
    await desk.after(seconds=1)
    assert desk.speaker.said == [REMINDER]
    assert (await desk.timers("appointment", visit.id))[0][1] == "done"


async def test_a_reminder_held_for_days_leaves_it_to_the_next(desk: Desk) -> None:
    visit = await desk.books(timedelta(days=4))
    await desk.set("reminder", "appointment", visit.id, timedelta(days=1), key="3d")
    desk.speaker.answer = "held"
    for _ in range(70):
        await desk.after(hours=1)
    desk.speaker.answer = "said"
    await desk.after(hours=1)
    assert desk.speaker.said == []
    await desk.after(hours=2)
    assert desk.speaker.said == [REMINDER]


async def test_that_blether_answers_again_is_told_before_a_reminder(desk: Desk) -> None:
    await desk.books(THREE_DAYS)
    desk.clock.advance(timedelta(days=2))
    await desk.set("handed_back", "conversation", desk.conversation_id, timedelta(0))
    await desk.after(minutes=1)
    await desk.after(minutes=6)
    assert desk.speaker.said == ["utter_handed_back", REMINDER]
