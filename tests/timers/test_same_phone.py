"""One number by SMS and by WhatsApp is one phone: what is held by one address does not reach it by
the other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Patient
from storage.private import PhoneNumber
from tests import builders as make
from tests.timers.conftest import Desk

THREE_DAYS = timedelta(days=3)


async def by_whatsapp(desk: Desk, **given: object) -> Patient:
    """The record of the same phone's WhatsApp."""
    async with desk.database.begin() as uow:
        patient = await uow.patients.get(desk.patient_id)
        assert patient is not None
        patient.channel = "sms"
        practice = await uow.practices.get(patient.practice_id)
        assert practice is not None
        return await make.a_patient(
            uow,
            practice=practice,
            channel="whatsapp",
            contact=PhoneNumber(f"whatsapp:{patient.contact}"),
            **given,
        )


@pytest.mark.parametrize("held", [{"scheduled_texts_held": True}, {"frozen_at": make.NOW}])
async def test_a_reminder_waits_while_the_other_record_of_that_phone_holds_texts(
    desk: Desk, held: dict[str, object]
) -> None:
    await desk.books(THREE_DAYS)
    other = await by_whatsapp(desk, **held)
    await desk.after(days=2)
    await desk.after(hours=2)
    assert desk.speaker.said == []
    await desk.change("patients", other.id, scheduled_texts_held=False, frozen_at=None)
    await desk.after(hours=2)
    assert desk.speaker.said == ["appointment_reminder"]


async def test_a_reminder_goes_out_where_the_other_record_holds_nothing(desk: Desk) -> None:
    await desk.books(THREE_DAYS)
    await by_whatsapp(desk)
    await desk.after(days=2)
    assert desk.speaker.said == ["appointment_reminder"]
