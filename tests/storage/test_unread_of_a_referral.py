"""A referral knows whether it has an unread text, whoever writes what and in whatever order."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.keyring import Keyring
from storage.models import Conversation, Referral, new_id
from storage.repositories.inbox_filter import InboxFilter
from storage.repositories.inbox_queue import queue
from tests import builders
from tests.builders import NOW


async def _is_found_as_unread(database: Database, referral: Referral) -> bool:
    wanted = InboxFilter(practice_ids=(referral.practice_id,), now=NOW, is_unread=True)
    async with database.read() as uow:
        return [one.id for one in await queue(uow.session, wanted, limit=9)] == [referral.id]


async def test_it_is_found_from_the_first_text_until_somebody_has_read_it(
    database: Database,
) -> None:
    async with database.begin() as uow:
        conversation = await builders.a_conversation(uow)
        referral = await builders.a_referral(uow, conversation=conversation)
    assert not await _is_found_as_unread(database, referral)

    for unread, is_found in ((1, True), (2, True), (0, False)):
        async with database.begin() as uow:
            kept = await uow.session.get_one(Conversation, conversation.id)
            kept.unread = unread
        assert await _is_found_as_unread(database, referral) is is_found


@pytest.mark.parametrize("is_referral_first", [True, False])
async def test_it_is_found_in_whatever_order_both_are_written(
    database: Database, is_referral_first: bool
) -> None:
    async with database.begin() as uow:
        patient = await builders.a_patient(uow)
        conversation = Conversation(
            id=new_id(), practice_id=patient.practice_id, patient_id=patient.id, created_at=NOW
        )
        conversation.unread = 3
        if not is_referral_first:
            uow.conversations.add(conversation)
            await uow.flush()
        referral = await builders.a_referral(uow, conversation=conversation)
        if is_referral_first:
            await uow.flush()
            uow.conversations.add(conversation)

    assert await _is_found_as_unread(database, referral)


@pytest.fixture
async def postgresql(postgres_url: str, keyring: Keyring) -> AsyncIterator[Database]:
    database = Database.open(postgres_url, keyring)
    yield database
    await database.close()


async def test_a_migration_that_broke_off_fills_in_what_stands_already(
    postgresql: Database,
) -> None:
    """On SQLite it is done or not, in one transaction."""
    database = postgresql
    async with database.begin() as uow:
        conversation = await builders.a_conversation(uow, unread=1)
        referral = await builders.a_referral(uow, conversation=conversation)
    async with database.engine.begin() as connection:
        await connection.execute(sa.text("UPDATE referral SET has_unread = false"))
        await connection.execute(sa.text("DROP INDEX ix_referral_unread"))
        for later in (
            "DROP INDEX ix_referral_danger",
            "ALTER TABLE referral DROP attention_also",
            "DROP INDEX ix_outbox_rank",
            "DROP INDEX ix_timer_next",
            "CREATE INDEX ix_timer_due ON timer (due_at) WHERE status = 'waiting'",
            "DROP TABLE api_answer, former_colleague, joined_record",
            "ALTER TABLE message DROP owner_type, DROP owner_id, DROP owner_version",
        ):
            await connection.execute(sa.text(later))
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '0012'"))
    assert not await _is_found_as_unread(database, referral)

    await database.upgrade()

    assert await _is_found_as_unread(database, referral)
