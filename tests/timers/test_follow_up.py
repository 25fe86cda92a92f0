from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from actions.basis.work import Work
from actions.texts.queue_text import queue_text
from bot.delivery.owners import is_owner_unchanged
from bot.timers.handlers import HANDLERS
from bot.timers.team_time import after_team_time
from storage.models import PracticeSettings
from tests.builders import a_message, a_phone_call, a_risk_flag, an_opt_out
from tests.timers.conftest import Desk


async def check_in(desk: Desk, id: str) -> Any:
    async with desk.database.read() as uow:
        return await uow.check_ins.get(id)


async def test_a_check_in_is_asked_once_and_marked_sent(desk: Desk) -> None:
    planned = await desk.plans_check_in(timedelta(days=14))
    await desk.after(days=14)
    await desk.after(hours=2)
    assert desk.speaker.said == ["check_in"]
    assert (await check_in(desk, planned.id)).status == "sent"


async def test_the_text_of_a_check_in_names_the_version_of_the_plan_that_it_is_of(
    desk: Desk,
) -> None:
    planned = await desk.plans_check_in(timedelta(days=14))
    await desk.change("check_ins", planned.id, version=2)
    await desk.set("check_in", "check_in", planned.id, timedelta(days=14), owner_version=2)
    await desk.after(days=14)
    async with desk.database.read() as uow:
        row = (await uow.outbox.of_patient(desk.patient_id))[0]
    assert (row.owner_type, row.owner_id, row.owner_version) == ("check_in", planned.id, 2)


async def test_silence_is_nudged_once_and_then_unanswered_never_better(desk: Desk) -> None:
    planned = await desk.plans_check_in(timedelta(days=14))
    await desk.after(days=14)
    await desk.after(days=2)
    await desk.after(days=1)
    assert desk.speaker.said == ["check_in", "check_in"]
    await desk.after(days=2)
    silent = await check_in(desk, planned.id)
    assert (silent.status, silent.answer) == ("unanswered", None)
    assert (await desk.referral()).attention == "no_reply"


async def test_who_wrote_of_something_else_is_neither_nudged_nor_silent(desk: Desk) -> None:
    planned = await desk.plans_check_in(timedelta(days=14))
    await desk.after(days=14)
    wrote = desk.clock.now() + timedelta(minutes=5)
    await desk.change("conversations", desk.conversation_id, last_inbound_at=wrote)
    await desk.after(days=3)
    assert desk.speaker.said == ["check_in"]
    await desk.after(days=3)
    assert (await check_in(desk, planned.id)).status == "unanswered"
    assert (await desk.referral()).attention is None


async def test_an_answered_check_in_is_left_alone(desk: Desk) -> None:
    planned = await desk.plans_check_in(timedelta(days=14))
    await desk.after(days=14)
    await desk.change("check_ins", planned.id, status="answered", answer="better")
    await desk.after(days=6)
    assert desk.speaker.said == ["check_in"]
    assert (await check_in(desk, planned.id)).status == "answered"


async def test_a_check_in_waits_while_another_question_is_open(desk: Desk) -> None:
    planned = await desk.plans_check_in(timedelta(days=14))
    desk.speaker.answer = "busy"
    await desk.after(days=14)
    assert (await check_in(desk, planned.id)).status == "planned"
    desk.speaker.answer = "said"
    await desk.after(hours=1)
    assert desk.speaker.said == ["check_in"]


async def test_a_check_in_that_was_missed_for_days_is_not_sent(desk: Desk) -> None:
    planned = await desk.plans_check_in(timedelta(days=14))
    await desk.after(days=18)
    assert desk.speaker.said == []
    assert (await check_in(desk, planned.id)).status == "cancelled"


async def left_half_way(desk: Desk) -> None:
    await desk.change("referrals", desk.referral_id, status="collecting", waiting_since=None)
    await desk.change("conversations", desk.conversation_id, last_inbound_at=desk.clock.now())
    for kind, days in (("nudge", 1), ("half_finished", 2)):
        await desk.set(kind, "conversation", desk.conversation_id, timedelta(days=days))


async def test_a_half_told_referral_is_nudged_and_then_a_link_worker_has_it(desk: Desk) -> None:
    await left_half_way(desk)
    await desk.after(days=1)
    assert desk.speaker.said == ["utter_nudge"]
    await desk.after(days=1)
    assert desk.speaker.said == ["utter_nudge", "utter_half_finished"]
    referral = await desk.referral()
    assert (referral.status, referral.attention) == ("waiting", "half_finished")


async def test_days_are_counted_from_the_last_text(desk: Desk) -> None:
    await left_half_way(desk)
    desk.clock.advance(timedelta(hours=20))
    await desk.change("conversations", desk.conversation_id, last_inbound_at=desk.clock.now())
    await desk.after(hours=4)
    assert desk.speaker.said == []
    await desk.after(hours=20)
    await desk.after(hours=6)
    assert desk.speaker.said == ["utter_nudge"]


async def test_a_finished_referral_is_not_nudged(desk: Desk) -> None:
    await left_half_way(desk)
    await desk.change("referrals", desk.referral_id, status="waiting")
    await desk.after(days=3)
    assert desk.speaker.said == []


async def test_somebody_unsafe_to_text_is_not_nudged_but_a_link_worker_has_it(desk: Desk) -> None:
    await left_half_way(desk)
    await desk.change("patients", desk.patient_id, scheduled_texts_held=True)
    await desk.after(days=1)
    await desk.after(days=1)
    assert desk.speaker.said == []
    assert (await desk.referral()).attention == "half_finished"


async def test_if_nobody_comes_the_person_and_the_team_are_told(desk: Desk) -> None:
    await desk.set("nobody_there", "conversation_waits", desk.conversation_id, timedelta(hours=1))
    await desk.after(hours=1)
    assert desk.speaker.said == ["nobody_there"]
    assert (await desk.referral()).attention == "handoff"


async def test_if_somebody_came_nobody_is_told(desk: Desk) -> None:
    await desk.set("nobody_there", "conversation_waits", desk.conversation_id, timedelta(hours=1))
    await desk.change("conversations", desk.conversation_id, owner_id=desk.worker_id)
    await desk.after(hours=1)
    assert desk.speaker.said == []


async def owner_keeps_them_waiting(desk: Desk) -> None:
    await desk.set("owner_silent", "conversation_owner", desk.conversation_id, timedelta(hours=1))
    now = desk.clock.now()
    await desk.change(
        "conversations",
        desk.conversation_id,
        owner_id=desk.worker_id,
        automation="paused",
        last_outbound_at=now - timedelta(hours=1),
        last_inbound_at=now,
    )


async def test_a_silent_owner_is_told_of_and_the_whole_team_has_it_again(desk: Desk) -> None:
    await owner_keeps_them_waiting(desk)
    await desk.after(hours=1)
    assert (await desk.referral()).attention == "owner_silent"
    assert desk.speaker.said == ["utter_owner_silent"]
    async with desk.database.read() as uow:
        conversation = await uow.conversations.get(desk.conversation_id)
    assert conversation is not None
    assert (conversation.owner_id, conversation.automation) == (None, "paused")
    timers = await desk.timers("conversation_owner", desk.conversation_id)
    assert timers == [("owner_silent", "done", None)]


async def test_the_crisis_lines_are_no_answer_of_a_silent_owner(desk: Desk) -> None:
    await owner_keeps_them_waiting(desk)
    await desk.change("conversations", desk.conversation_id, taken_over_at=desk.clock.now())
    desk.clock.advance(timedelta(minutes=5))
    now = desk.clock.now()
    async with desk.database.begin() as uow:
        thread = await uow.conversations.with_patient_and_referral(desk.conversation_id)
        practice = await uow.practices.get(desk.practice_id)
        assert thread is not None and practice is not None
        patient, conversation, _ = thread
        await a_message(uow, conversation=conversation, direction="in", at=now)
        conversation.last_inbound_at = now
        work = Work(uow=uow, now=now, practice=practice, actor="system")
        await queue_text(
            work, conversation=conversation, patient=patient, text="Lines", kind="crisis"
        )
    await desk.after(hours=1)
    assert (await desk.referral()).attention == "owner_silent"


async def test_an_owner_who_rang_has_not_been_silent(desk: Desk) -> None:
    await owner_keeps_them_waiting(desk)
    async with desk.database.begin() as uow:
        referral = await uow.referrals.get(desk.referral_id)
        worker = await uow.staff.get(desk.worker_id)
        assert referral is not None and worker is not None
        at = desk.clock.now() + timedelta(minutes=20)
        await a_phone_call(uow, referral=referral, staff=worker, at=at)
    await desk.after(hours=3)
    assert desk.speaker.said == []
    assert (await desk.referral()).attention is None


async def test_who_opted_out_is_not_texted_but_the_team_is_told(desk: Desk) -> None:
    await owner_keeps_them_waiting(desk)
    async with desk.database.begin() as uow:
        patient = await uow.patients.get(desk.patient_id)
        assert patient is not None
        await an_opt_out(uow, patient=patient)
    await desk.after(hours=1)
    assert desk.speaker.said == []
    assert (await desk.referral()).attention == "owner_silent"


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-23T10:00", 60, "2026-11-23T11:00"),
        ("2026-11-23T16:50", 60, "2026-11-24T09:50"),
        ("2026-11-20T16:30", 60, "2026-11-23T09:30"),
        ("2026-11-21T12:00", 60, "2026-11-23T10:00"),
        # Over the weekend the clocks change, which no working hour falls into.
        ("2026-10-23T16:30", 60, "2026-10-26T09:30"),
        # St Andrew's Day, Christmas and Boxing Day are holidays.
        ("2026-11-27T16:30", 60, "2026-12-01T09:30"),
        ("2026-12-24T16:30", 60, "2026-12-29T09:30"),
    ],
)
def test_a_wait_runs_in_the_hours_of_the_team(start: str, minutes: int, end: str) -> None:
    zone = ZoneInfo("Europe/London")
    begins = datetime.fromisoformat(start).replace(tzinfo=zone)
    ends = after_team_time(begins, timedelta(minutes=minutes), PracticeSettings(), zone.key)
    assert ends.astimezone(zone).isoformat()[:16] == end


async def test_a_risk_that_nobody_saw_is_escalated_once(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    async with desk.database.begin() as uow:
        referral = await uow.referrals.get(desk.referral_id)
        conversation = await uow.conversations.get(desk.conversation_id)
        assert referral is not None
        message = await a_message(uow, conversation=conversation)
        await a_risk_flag(uow, referral=referral, message=message)
    await desk.set("risk_unseen", "risk_flag", desk.referral_id, timedelta(minutes=15))
    await desk.after(minutes=15)
    async with desk.database.read() as uow:
        flags = await uow.risk_flags.of_referral(desk.referral_id)
        trail = await uow.audit.of_subject("referral", desk.referral_id)
    assert flags[0].escalated_at == desk.clock.now()
    assert [row.action for row in trail] == ["risk_escalated"]
    assert "not been seen in time" in caplog.text
    assert desk.speaker.said == []


async def test_a_risk_that_was_seen_is_not_escalated(desk: Desk) -> None:
    await desk.set("risk_unseen", "risk_flag", desk.referral_id, timedelta(minutes=15))
    await desk.after(minutes=15)
    assert await desk.timers("risk_flag", desk.referral_id) == [("risk_unseen", "stale", "seen")]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("moved_by_practice", "appointment_reminder"),
        ("cancelled_by_practice", "appointment_reminder"),
        ("missed", "missed_appointment"),
    ],
)
async def test_news_of_an_appointment_is_told_unless_it_has_changed_again(
    desk: Desk, kind: str, said: str
) -> None:
    visit = await desk.books(timedelta(days=3))
    for version in (1, 2):
        await desk.change("appointments", visit.id, version=version)
        await desk.set(
            kind, "appointment_change", visit.id, timedelta(0), owner_version=1, key=str(version)
        )
        await desk.after(seconds=1)
    assert desk.speaker.said == [said]


async def test_the_person_hears_that_blether_answers_again(desk: Desk) -> None:
    await desk.set("handed_back", "conversation", desk.conversation_id, timedelta(0))
    await desk.after(seconds=1)
    assert desk.speaker.said == ["utter_handed_back"]


async def test_a_kind_that_nobody_knows_is_settled_and_stops_no_other(desk: Desk) -> None:
    await desk.set("levitate", "conversation", desk.conversation_id, timedelta(0))
    await desk.set("handed_back", "conversation", desk.conversation_id, timedelta(0))
    await desk.after(seconds=1)
    assert desk.speaker.said == ["utter_handed_back"]


def test_every_handler_says_in_a_sentence_what_it_does() -> None:
    assert all((handler.__doc__ or "").strip().endswith(".") for handler in HANDLERS.values())


async def test_a_nudge_that_waits_is_not_sent_once_the_check_in_is_answered(desk: Desk) -> None:
    planned = await desk.plans_check_in(timedelta(days=14))
    await desk.after(days=14)
    await desk.after(days=2)
    async with desk.database.read() as uow:
        waits = (await uow.outbox.of_patient(desk.patient_id))[-1]
        assert (waits.kind, waits.owner_type, waits.owner_id) == ("nudge", "check_in", planned.id)
        assert await is_owner_unchanged(uow, waits, desk.clock.now())
    await desk.change("check_ins", planned.id, status="answered", answer="better")
    async with desk.database.read() as uow:
        assert not await is_owner_unchanged(uow, waits, desk.clock.now())
