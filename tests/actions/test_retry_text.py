"""Which texts may be tried again: a table, and reminders, which are written anew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from actions.basis.errors import NotAllowed, Stale
from actions.basis.work import Work, staff_actor
from actions.texts.retry_text import Refusal, RetryFacts, refusal_to_retry, retry_text
from storage.database import Database
from storage.models import Message, Patient, Practice
from storage.private import PatientText, PhoneNumber
from tests import builders as make


@pytest.mark.parametrize(
    ("message", "patient", "is_out", "refusal"),
    [
        ({}, {}, False, ""),
        ({"kind": "reminder"}, {}, False, ""),
        ({"status": "undelivered", "reason": "30008"}, {}, False, ""),
        ({"status": "too_old", "reason": "too_old"}, {}, False, ""),
        ({"reason": "unreachable"}, {}, False, ""),
        ({"retried_as": "x"}, {}, False, "retried"),
        ({}, {}, True, "opted_out"),
        ({"reason": "21610"}, {}, False, "opted_out"),
        ({}, {"unreachable_reason": "30006"}, False, "bad_number"),
        ({"reason": "21614"}, {}, False, "bad_number"),
        ({}, {"frozen_at": make.NOW}, False, "frozen"),
        ({"reason": "30005"}, {}, False, "frozen"),
        ({"kind": "reminder"}, {"scheduled_texts_held": True}, False, "held"),
        ({}, {"scheduled_texts_held": True}, False, ""),
        ({}, {"safe_to_text": "no"}, False, "not_safe"),
        ({}, {"safe_to_text": "sometimes"}, False, "take_care"),
        ({}, {"neutral_wording": True}, False, "take_care"),
        ({"kind": "reminder"}, {"neutral_wording": True}, False, ""),
        ({"status": "unknown", "reason": None}, {}, False, "perhaps_arrived"),
        ({"reason": "30007"}, {}, False, "same_again"),
        ({"reason": "99999"}, {}, False, "same_again"),
        ({"status": "delivered", "reason": None}, {}, False, "out_of_date"),
        ({"status": "cancelled", "reason": "stale"}, {}, False, "out_of_date"),
        ({"status": "queued", "reason": None}, {}, False, "out_of_date"),
        ({"kind": "reply"}, {}, False, "out_of_date"),
        ({"kind": "crisis"}, {}, False, "out_of_date"),
    ],
)
def test_only_what_could_arrive_and_is_still_true_is_tried_again(
    message: dict[str, Any], patient: dict[str, Any], is_out: bool, refusal: Refusal
) -> None:
    text = Message(
        practice_id="p",
        patient_id="x",
        conversation_id="c",
        direction="out",
        author="staff",
        text=PatientText("Hello"),
        at=make.NOW,
        updated_at=make.NOW,
        **{"kind": "staff", "status": "failed", "reason": "30003", **message},
    )
    person = Patient(
        practice_id="p",
        channel="sms",
        contact=PhoneNumber("+447700900100"),
        contact_fingerprint="-",
        created_at=make.NOW,
    )
    for field, value in patient.items():
        setattr(person, field, value)
    facts = RetryFacts(
        message=text, patient=person, is_out=is_out, is_closed=False, is_visit_over=False
    )
    assert refusal_to_retry(facts) == refusal


def _work(uow: Any, practice: Practice) -> Work:
    return Work(uow=uow, now=make.NOW, practice=practice, actor=staff_actor("x"))


async def _failed_reminder(database: Database, **visit: Any) -> tuple[Practice, Message, str]:
    async with database.begin() as uow:
        practice = await make.a_practice(uow)
        worker = await make.a_staff_member(uow, practice=practice)
        patient = await make.a_patient(uow, practice=practice)
        conversation = await make.a_conversation(uow, patient=patient)
        appointment = await make.an_appointment(uow, link_worker=worker, patient=patient, **visit)
        message = await make.a_failed_reminder(uow, conversation=conversation)
    return practice, message, appointment.id


async def test_a_reminder_is_written_anew_for_the_visit_as_it_is_now_and_only_once(
    database: Database,
) -> None:
    practice, message, visit_id = await _failed_reminder(database, version=4)
    async with database.begin() as uow:
        await retry_text(_work(uow, practice), message.id, "x")
    with pytest.raises(Stale):
        async with database.begin() as uow:
            await retry_text(_work(uow, practice), message.id, "x")
    async with database.read() as uow:
        timers = await uow.timers.of_owner("appointment", visit_id)
        queued = await uow.outbox.of_patient(message.patient_id)
        kept = await uow.messages.get(message.id)
        trail = await uow.audit.of_subject("message", message.id)
    assert [(one.kind, one.owner_version, one.due_at) for one in timers] == [
        ("reminder", 4, make.NOW)
    ]
    assert list(queued) == []
    assert kept is not None
    assert (kept.status, kept.reason, kept.retried_as) == ("failed", "30003", visit_id)
    assert [one.action for one in trail] == ["retried_text"]


@pytest.mark.parametrize(
    "visit", [{"status": "cancelled"}, {"starts_at": make.NOW - timedelta(days=1)}]
)
async def test_a_reminder_of_nothing_is_not_tried_again(
    database: Database, visit: dict[str, Any]
) -> None:
    practice, message, visit_id = await _failed_reminder(database, **visit)
    with pytest.raises(NotAllowed):
        async with database.begin() as uow:
            await retry_text(_work(uow, practice), message.id, "x")
    async with database.read() as uow:
        kept = await uow.messages.get(message.id)
        timers = await uow.timers.of_owner("appointment", visit_id)
    assert kept is not None
    assert kept.retried_as is None
    assert list(timers) == []


async def test_a_reminder_is_not_tried_again_for_another_visit_than_its_own(
    database: Database,
) -> None:
    practice, message, off_id = await _failed_reminder(database, status="cancelled")
    async with database.begin() as uow:
        found = await uow.messages.get(message.id)
        patient = await uow.patients.get(message.patient_id)
        assert found is not None
        found.owner_type, found.owner_id, found.owner_version = "appointment", off_id, 1
        worker = await make.a_staff_member(uow, practice=practice)
        other = await make.an_appointment(uow, link_worker=worker, patient=patient)
    with pytest.raises(NotAllowed):
        async with database.begin() as uow:
            await retry_text(_work(uow, practice), message.id, "x")
    async with database.read() as uow:
        assert list(await uow.timers.of_owner("appointment", other.id)) == []
