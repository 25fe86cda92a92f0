"""The queue of texts: reasons in plain words, one retry where it makes sense, pages, and STOP."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.timers.handlers import HANDLERS
from storage.models import Conversation, Message, Outbox
from storage.private import PatientText
from storage.views.queue import TEXTS
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import Case, Surgery, World, a_case


async def a_text(world: World, at: Surgery, case: Case, **given: Any) -> Message:
    defaults: dict[str, Any] = {
        "direction": "out",
        "author": "staff",
        "staff_id": at.worker.id,
        "kind": "staff",
        "status": "failed",
        "reason": "30003",
        "provider": "twilio",
        "text": PatientText("I can ring at two."),
    }
    async with world.db.begin() as uow:
        return await make.a_message(uow, conversation=case.conversation, **{**defaults, **given})


async def waiting(world: World) -> int:
    async with world.db.read() as uow:
        return await uow.session.scalar(select(func.count()).select_from(Outbox)) or 0


async def test_a_failed_text_of_staff_is_tried_again_once(world: World, morag: PageClient) -> None:
    failed = await a_text(world, world.near, world.near.jean)
    page = await morag.get("/staff/messages")
    assert "The phone is switched off or out of reach." in page.text
    retry = page.form("/retry")
    again = await morag.post(retry.action, retry.fields)
    assert "It is on its way again" in again.text
    assert "Tried again already" in again.text
    assert await waiting(world) == 1
    assert (await world.row(Message, failed.id)).status == "failed"
    twice = await morag.post(retry.action, retry.fields)
    assert "Somebody has changed this meanwhile" in twice.text
    assert await waiting(world) == 1


async def test_no_text_is_tried_again_over_a_danger_that_was_not_read(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    await a_text(world, world.near, jean)
    retry = (await morag.get("/staff/messages")).form("/retry")
    async with world.db.begin() as uow:
        written = await make.a_message(uow, conversation=jean.conversation)
        await make.a_risk_flag(uow, referral=jean.referral, message=written)
    refused = await morag.post(retry.action, retry.fields)
    assert "They wrote of danger after that text" in refused.text
    assert await waiting(world) == 0
    await morag.get(jean.path)
    assert "It is on its way again" in (await morag.post(retry.action, retry.fields)).text


SINCE: tuple[tuple[dict[str, Any], str], ...] = (
    ({"safe_to_text": "no"}, "Not safe to text: please phone"),
    ({"safe_to_text": "sometimes"}, "Take care how you text them"),
    ({"neutral_wording": True}, "Take care how you text them"),
)


@pytest.mark.parametrize(("since", "why"), SINCE)
async def test_no_text_is_tried_again_that_somebody_else_may_read(
    world: World, morag: PageClient, since: dict[str, Any], why: str
) -> None:
    failed = await a_text(world, world.near, world.near.jean)
    retry = (await morag.get("/staff/messages")).form("/retry")
    async with world.db.begin() as uow:
        patient = await uow.session.merge(world.near.jean.patient)
        for field, value in since.items():
            setattr(patient, field, value)
    page = await morag.get("/staff/messages")
    assert why in page.text
    assert f"{failed.id}/retry" not in page.html
    refused = await morag.post(retry.action, retry.fields)
    assert "not possible as things stand" in refused.text
    assert await waiting(world) == 0


async def test_a_text_tried_again_takes_the_conversation_over_as_a_reply_does(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    await a_text(world, world.near, jean)
    again = await morag.submit(await morag.get("/staff/messages"), "/retry")
    assert "You have the conversation now" in again.text
    kept = await world.row(Conversation, jean.conversation.id)
    assert (kept.automation, kept.owner_id) == ("paused", world.near.worker.id)


async def test_no_text_is_tried_again_to_somebody_whom_a_colleague_has(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    await a_text(world, world.near, jean)
    async with world.db.begin() as uow:
        thread = await uow.session.merge(jean.conversation)
        thread.owner_id, thread.automation = world.near.manager.id, "paused"
    refused = await morag.submit(await morag.get("/staff/messages"), "/retry")
    assert "A colleague already has this conversation" in refused.text
    assert await waiting(world) == 0
    assert (await world.row(Conversation, jean.conversation.id)).owner_id == world.near.manager.id


async def test_nothing_is_tried_again_in_a_conversation_that_is_over(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    failed = await a_text(world, world.near, jean)
    await morag.submit(await morag.get(jean.path), "/close", outcome="declined")
    page = await morag.get("/staff/messages")
    assert "The referral is closed: please phone" in page.text
    assert f"{failed.id}/retry" not in page.html


VISITS: tuple[tuple[dict[str, Any], bool], ...] = (
    ({}, True),
    ({"status": "cancelled"}, False),
    ({"status": "did_not_attend"}, False),
    ({"starts_at": make.NOW - timedelta(hours=1)}, False),
)


@pytest.mark.parametrize(("visit", "is_of_use"), VISITS)
async def test_a_reminder_is_tried_again_while_its_visit_is_still_to_come(
    world: World, morag: PageClient, visit: dict[str, Any], is_of_use: bool
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        given = {"starts_at": make.NOW + timedelta(days=1), **visit}
        booked = await make.an_appointment(
            uow, link_worker=world.near.worker, patient=jean.patient, **given
        )
    spoken_of = {"owner_type": "appointment", "owner_id": booked.id}
    failed = await a_text(world, world.near, jean, author="bot", kind="reminder", **spoken_of)
    page = await morag.get("/staff/messages")
    assert (f"{failed.id}/retry" in page.html) == is_of_use
    said = "The visit is over or was called off: nothing to remind of"
    assert (said in page.text) != is_of_use


async def test_a_reminder_of_a_visit_over_on_the_persons_own_clock_is_not_tried_again(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        patient = await uow.session.merge(jean.patient)
        patient.time_shift_seconds = int(timedelta(days=9).total_seconds())
        booked = await make.an_appointment(
            uow,
            link_worker=world.near.worker,
            patient=patient,
            starts_at=make.NOW + timedelta(days=8),
        )
    spoken_of = {"owner_type": "appointment", "owner_id": booked.id}
    failed = await a_text(world, world.near, jean, author="bot", kind="reminder", **spoken_of)
    assert f"{failed.id}/retry" not in (await morag.get("/staff/messages")).html


async def test_a_reminder_that_waits_for_a_person_says_so(world: World, morag: PageClient) -> None:
    jean = world.near.jean
    await a_text(
        world,
        world.near,
        jean,
        author="bot",
        kind="reminder",
        status="queued",
        reason=None,
        owner_type="appointment",
    )
    why = "Held until a person says that it is safe"
    assert why not in (await morag.get("/staff/messages?status=queued")).text
    async with world.db.begin() as uow:
        patient = await uow.patients.get(jean.patient.id)
        assert patient is not None
        patient.scheduled_texts_held = True
    assert why in (await morag.get("/staff/messages?status=queued")).text


async def test_no_text_of_another_practice_can_be_tried_again(
    world: World, morag: PageClient
) -> None:
    far = await a_text(world, world.far, world.far.jean)
    csrf = (await morag.get("/staff/")).form("/sign-out").fields["csrf"]
    await morag.post(f"/staff/messages/{far.id}/retry", {"csrf": csrf}, status=404)
    assert await waiting(world) == 0
    assert "Jean" not in (await morag.get("/staff/messages")).text


async def test_nothing_is_offered_to_somebody_who_said_stop(
    world: World, morag: PageClient
) -> None:
    failed = await a_text(world, world.near, world.near.jean)
    retry = (await morag.get("/staff/messages")).form("/retry")
    async with world.db.begin() as uow:
        await make.an_opt_out(uow, patient=world.near.jean.patient)
    page = await morag.get("/staff/messages")
    assert "They said STOP: please phone" in page.text
    assert f"{failed.id}/retry" not in page.html
    refused = await morag.post(retry.action, retry.fields)
    assert "not possible as things stand" in refused.text
    assert await waiting(world) == 0


async def test_held_texts_say_why_and_due_ones_when(world: World, morag: PageClient) -> None:
    muted_until = make.NOW + timedelta(days=2)
    async with world.db.begin() as uow:
        for name, given in (
            ("Due Soon", {}),
            ("Muted Now", {"muted_until": muted_until}),
            ("Was Muted", {"muted_until": make.NOW - timedelta(days=1)}),
            ("Held Back", {"scheduled_texts_held": True}),
            ("Strange Number", {"frozen_at": make.NOW}),
            ("Dead Number", {"unreachable_reason": "30006"}),
        ):
            case = await a_case(uow, world.near.practice, name=name)
            for field, value in given.items():
                setattr(case.patient, field, value)
            await make.a_timer(
                uow,
                patient=case.patient,
                conversation_id=case.conversation.id,
                due_at=make.NOW + timedelta(days=1),
            )
    due = (await morag.get("/staff/messages?status=due")).text
    assert "Tue 24 Nov, 10am Due" in due
    assert "Was" in due
    assert "Held Held" not in due
    held = (await morag.get("/staff/messages?status=held")).text
    assert "Muted until Wed 25 Nov, 10am" in held
    assert "Held until a person says that it is safe" in held
    assert "The number may be somebody else's" in held
    assert "Their number cannot get texts" in held
    assert "Tue 24 Nov, 10am Due" not in held


async def test_whatever_timer_writes_to_somebody_is_due_on_the_page(
    world: World, morag: PageClient
) -> None:
    to_nobody = {"check_in_silent", "duty_alert", "risk_unseen", "freed_time_lapsed"}
    assert set(TEXTS) == set(HANDLERS) - to_nobody
    async with world.db.begin() as uow:
        for kind in TEXTS:
            case = await a_case(uow, world.near.practice, name=f"Due {kind.replace('_', '')}")
            await make.a_timer(
                uow,
                kind=kind,
                patient=case.patient,
                conversation_id=case.conversation.id,
                due_at=make.NOW + timedelta(days=1),
            )
    due = (await morag.get("/staff/messages?status=due")).text
    assert [kind for kind in TEXTS if f"Due {kind.replace('_', '')}" not in due] == []


async def test_pages_follow_one_another_without_gap_or_repeat(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        for n in range(55):
            await make.a_message(
                uow,
                conversation=world.near.jean.conversation,
                direction="out",
                status="sent",
                kind="reminder" if n % 5 == 0 else "reply",
            )
            await make.a_timer(
                uow,
                patient=world.near.jean.patient,
                due_at=make.NOW + timedelta(hours=n // 2),
            )
    for tab in ("sent", "due"):
        first = await morag.get(f"/staff/messages?status={tab}")
        (address,) = re.findall(r'href="([^"]*after=[^"]*)"', first.html)
        second = await morag.get(address.replace("&amp;", "&"))
        assert first.html.count("<tr><td") == 50
        assert second.html.count("<tr><td") == 5
        assert "Show more" not in second.text
    reminders = await morag.get("/staff/messages?status=sent&kind=reminder")
    assert reminders.html.count("<tr><td") == 11


async def test_opt_outs_show_the_end_of_a_number_when_and_the_word_and_no_button(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        own = await a_case(uow, world.near.practice, words="leave me alone the lot of you")
        await make.an_opt_out(uow, patient=own.patient, source="words")
        await make.a_message(uow, conversation=jean.conversation, text=PatientText("Stop"))
        await make.an_opt_out(uow, patient=jean.patient, source="word")
        gone = await a_case(uow, world.near.practice)
        await make.an_opt_out(uow, patient=gone.patient, source="word", ended_at=make.NOW)
    page = await morag.get("/staff/opt-outs")
    assert f"number ending {jean.patient.contact[-3:]} Mon 23 Nov, 10am STOP" in page.text
    assert "in their own words" in page.text
    assert "leave me alone" not in page.text
    assert str(jean.patient.contact) not in page.html
    assert f"ending {gone.patient.contact[-3:]} " not in page.text
    assert "by texting START themselves" in page.text
    assert [form.action for form in page.forms()] == ["/staff/sign-out"]
