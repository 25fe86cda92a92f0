from __future__ import annotations

from datetime import timedelta

from storage.database import Database
from storage.models import SafeguardingRecord
from storage.private import PatientText
from tests import builders
from tests.builders import NOW

WORDS = "ma man hits me"
NUMBER = "+447700900888"


async def test_an_erased_person_cannot_be_found_or_read_and_nothing_more_is_sent(
    database: Database,
) -> None:
    async with database.begin() as uow:
        patient = await builders.a_patient(uow, contact=NUMBER)
        conversation = await builders.a_conversation(uow, patient=patient, state={"words": WORDS})
        referral = await builders.a_referral(
            uow, conversation=conversation, summary=PatientText(WORDS)
        )
        morag = await builders.a_staff_member(uow)
        await builders.a_need(uow, referral=referral, evidence=[{"words": WORDS}])
        await builders.turn_events(uow, conversation=conversation, details=[{"words": WORDS}])
        await builders.a_note(uow, referral=referral, staff=morag, text=PatientText(WORDS))
        await builders.a_check_in(uow, referral=referral, words=PatientText(WORDS))
        said = await builders.a_message(uow, conversation=conversation, text=PatientText(WORDS))
        queued = await builders.a_message(uow, conversation=conversation, direction="out")
        await builders.an_outbox_row(uow, message=queued)
        await builders.a_risk_flag(
            uow, referral=referral, message=said, evidence=[{"words": WORDS}]
        )
        await builders.a_phone_call(uow, referral=referral, staff=morag, note=PatientText(WORDS))
        uow.safeguarding.add(
            SafeguardingRecord(
                practice_id=referral.practice_id,
                referral_id=referral.id,
                staff_id=morag.id,
                concern=PatientText(WORDS),
                noticed_on=NOW.date(),
                raised_to=PatientText(WORDS),
                raised_at=NOW,
                next_step=PatientText(WORDS),
                at=NOW,
            )
        )
        timer = await builders.a_timer(uow, patient=patient)
        visit = await builders.an_appointment(
            uow, link_worker=morag, patient=patient, referral=referral
        )
        bystander = await builders.a_message(uow, text=PatientText(WORDS))

    async with database.begin() as uow:
        read_before = await uow.patients.get(patient.id)
        assert read_before is not None
        await uow.patients.erase(patient.id, NOW + timedelta(days=1))
        assert (read_before.id, read_before.name) == (patient.id, None)

    async with database.read() as uow:
        assert await uow.patients.by_contact(patient.practice_id, NUMBER) is None
        details = await uow.referrals.with_details(referral.id)
        assert details is not None
        assert (details.patient.name, details.patient.birth_date) == (None, None)
        assert (details.referral.status, details.referral.summary) == ("closed", None)
        assert (details.conversation.state, details.conversation.is_live) == (None, False)
        assert [need.evidence for need in details.needs] == [[]]
        assert [flag.evidence for flag in details.risk_flags] == [[]]
        assert [note.text for note in details.notes] == [""]
        assert [(one.words, one.status) for one in details.check_ins] == [(None, "cancelled")]
        assert [one.id for one in details.appointments] == [visit.id]
        assert [one.status for one in details.appointments] == ["cancelled"]
        assert [call.note for call in await uow.phone_calls.of_referral(referral.id)] == [None]
        (raised,) = await uow.safeguarding.of_referral(referral.id)
        assert (raised.concern, raised.raised_to, raised.next_step) == ("", "", "")
        messages = await uow.messages.of_patient(patient.id)
        assert [(one.text, one.status) for one in messages] == [
            ("", "received"),
            ("", "cancelled"),
        ]
        assert [one.details for one in await uow.events.of_conversation(conversation.id)] == [None]
        assert await uow.outbox.of_patient(patient.id) == []
        found = await uow.timers.get(timer.id)
        assert found is not None
        assert found.status == "cancelled"
        other = await uow.messages.get(bystander.id)
        assert other is not None
        assert other.text == WORDS
