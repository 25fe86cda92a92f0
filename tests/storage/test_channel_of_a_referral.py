"""A referral has its patient's channel, whoever writes what and in whatever order."""

from __future__ import annotations

from sqlalchemy import select

from storage.database import Database
from storage.models import Conversation, Patient, Referral, new_id
from storage.repositories.inbox_filter import InboxFilter
from storage.repositories.inbox_queue import queue
from tests import builders
from tests.builders import NOW


async def _channel(database: Database, referral: Referral) -> str | None:
    async with database.read() as uow:
        return await uow.session.scalar(select(Referral.channel).where(Referral.id == referral.id))


async def test_a_new_referral_takes_the_channel_of_its_patient(database: Database) -> None:
    async with database.begin() as uow:
        patient = await builders.a_patient(uow, channel="whatsapp")
        conversation = await builders.a_conversation(uow, patient=patient)
        referral = await builders.a_referral(uow, conversation=conversation)

    assert await _channel(database, referral) == "whatsapp"


async def test_whoever_goes_on_by_another_channel_is_found_there(database: Database) -> None:
    async with database.begin() as uow:
        patient = await builders.a_patient(uow, channel="whatsapp")
        conversation = await builders.a_conversation(uow, patient=patient)
        referral = await builders.a_referral(uow, conversation=conversation)
    async with database.begin() as uow:
        known = await uow.session.get_one(Patient, patient.id)
        known.channel = "sms"

    async with database.read() as uow:
        for channel, ids in (("sms", [referral.id]), ("whatsapp", [])):
            wanted = InboxFilter(practice_ids=(patient.practice_id,), now=NOW, channel=channel)
            assert [one.id for one in await queue(uow.session, wanted, limit=9)] == ids


async def test_a_patient_who_is_written_after_their_referral_gives_it_too(
    database: Database,
) -> None:
    coming = new_id()
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        thread = Conversation(practice_id=practice.id, patient_id=coming, created_at=NOW)
        uow.conversations.add(thread)
        referral = await builders.a_referral(uow, conversation=thread)
        await uow.flush()
        await builders.a_patient(uow, practice=practice, id=coming, channel="web")

    assert await _channel(database, referral) == "web"
