"""The audit trail is whole and can be checked after the secret that sealed it was taken away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.audit_trail import carry_audit as carrying
from actions.audit_trail.carry_audit import Carried, carry_audit
from actions.audit_trail.verify_audit import Verdict
from storage.database import Database
from storage.keyring import Keyring
from tests.builders import NOW
from tests.privacy.test_audit_chain import seal, tamper, verdict_of, write
from tests.support.databases import SECRET

NEW, NEWER = "a newer secret for tests only", "the newest secret for tests only"
LATER = NOW + timedelta(days=1)


def opened(url: str, secrets: str) -> Database:
    return Database.open(url, Keyring.from_secret(secrets))


async def carried(url: str, secrets: str, *, may_write: bool = True) -> Carried:
    database = opened(url, secrets)
    try:
        return await carry_audit(database, LATER, may_write=may_write)
    finally:
        await database.close()


async def verdict_under(url: str, secrets: str) -> Verdict:
    database = opened(url, secrets)
    try:
        return await verdict_of(database)
    finally:
        await database.close()


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that five entries are three blocks."""
    monkeypatch.setattr(carrying, "BLOCK", 2)


@pytest.fixture
async def ids(database: Database) -> list[str]:
    """Five entries sealed under the first secret."""
    ids = await write(database, 5)
    await seal(database, minutes=1)
    return ids


async def test_a_secret_that_was_replaced_is_not_needed_to_check_the_trail(
    database: Database, database_url: str, ids: list[str]
) -> None:
    needs = await carried(database_url, f"{NEW},{SECRET}", may_write=False)
    assert needs.entries == len(ids)
    assert (await carried(database_url, f"{NEW},{SECRET}")).entries == len(ids)
    assert (await carried(database_url, f"{NEW},{SECRET}", may_write=False)).entries == 0

    alone = await verdict_under(database_url, NEW)

    assert (alone.sealed, alone.tampering) == (5, None)
    assert (await verdict_under(database_url, NEWER)).tampering is not None


async def test_it_can_be_replaced_again_with_entries_sealed_in_between(
    database: Database, database_url: str, ids: list[str]
) -> None:
    await carried(database_url, f"{NEW},{SECRET}")
    between = opened(database_url, NEW)
    await write(between, 2, minutes=2)
    await seal(between, minutes=3)
    await between.close()

    assert (await carried(database_url, f"{NEWER},{NEW}")).entries == 10

    last = await verdict_under(database_url, NEWER)
    assert (last.sealed, last.unsealed, last.tampering) == (10, 5, None)


async def test_what_is_changed_after_the_old_secret_went_is_found(
    database: Database, database_url: str, ids: list[str]
) -> None:
    await carried(database_url, f"{NEW},{SECRET}")
    await tamper(database, f"UPDATE audit SET actor = 'staff:other' WHERE id = '{ids[3]}'")

    found = (await verdict_under(database_url, NEW)).tampering

    assert found is not None
    assert (found.fault, found.position) == ("changed", 3)  # the first of its block of two


async def test_a_proof_made_by_whoever_has_only_the_database_proves_nothing(
    database: Database, database_url: str, ids: list[str]
) -> None:
    await carried(database_url, f"{NEW},{SECRET}")
    await tamper(database, f"UPDATE audit SET actor = 'staff:other' WHERE id = '{ids[3]}'")
    await carried(database_url, "a secret of a thief")

    assert (await verdict_under(database_url, NEW)).tampering is not None


async def test_a_trail_that_was_tampered_with_before_is_not_vouched_for(
    database: Database, database_url: str, ids: list[str]
) -> None:
    await tamper(database, f"DELETE FROM audit WHERE id = '{ids[3]}'")

    stopped = (await carried(database_url, f"{NEW},{SECRET}")).tampering

    assert stopped is not None
    assert (stopped.fault, stopped.position) == ("removed", 4)
    under_new = (await verdict_under(database_url, NEW)).tampering
    assert under_new is not None
    assert under_new.position == 3  # what came before was sound, and is vouched for
