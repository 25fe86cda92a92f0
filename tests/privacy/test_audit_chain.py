"""The chain over the audit trail finds whatever was done to it behind our backs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from actions.audit_trail.seal_audit import AT_ONCE, LATE, seal_audit
from actions.audit_trail.verify_audit import Verdict, verify_audit
from storage.database import Database
from storage.keyring import Keyring
from storage.models import new_id
from tests import builders
from tests.builders import NOW

_LOCKS = ("audit", "audit_seal")


async def write(database: Database, count: int, *, minutes: int = 0) -> list[str]:
    """Entries in an order of their own, one a transaction."""
    ids = []
    for number in range(count):
        async with database.begin() as uow:
            at = NOW + timedelta(minutes=minutes, seconds=number)
            entry = await builders.an_audit_entry(uow, at=at, detail={"number": number})
        ids.append(entry.id)
    return ids


async def seal(database: Database, *, minutes: int = 0, limit: int = 500) -> int:
    async with database.begin() as uow:
        return await seal_audit(uow, NOW + timedelta(minutes=minutes), limit=limit)


async def verdict_of(database: Database) -> Verdict:
    async with database.read() as uow:
        return await verify_audit(uow)


async def tamper(database: Database, *statements: str) -> None:
    """What somebody with the database in their hands can do: the triggers do not stop them."""
    async with database.begin() as uow:
        for table in _LOCKS:
            if database.is_sqlite:
                await uow.session.execute(text(f"DROP TRIGGER {table}_no_update"))
                await uow.session.execute(text(f"DROP TRIGGER {table}_no_delete"))
            else:
                await uow.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for statement in statements:
            await uow.session.execute(text(statement))


async def test_untouched_it_is_sound_and_says_what_is_sealed(database: Database) -> None:
    await write(database, 7)
    assert await seal(database, minutes=1, limit=5) == 5
    assert await seal(database, minutes=2) == 2
    assert await seal(database, minutes=3) == 0
    await write(database, 2, minutes=3)

    verdict = await verdict_of(database)

    assert (verdict.sealed, verdict.unsealed, verdict.tampering) == (7, 2, None)
    assert verdict.head is not None
    assert verdict.head.position == 7


CHANGES: dict[str, Callable[[str], str]] = {
    "who": lambda id: f"UPDATE audit SET actor = 'staff:somebody' WHERE id = '{id}'",
    "what": lambda id: f"UPDATE audit SET action = 'nothing' WHERE id = '{id}'",
    "whom": lambda id: f"UPDATE audit SET subject_id = 'nobody' WHERE id = '{id}'",
    "where": lambda id: f"UPDATE audit SET practice_id = 'elsewhere' WHERE id = '{id}'",
    "detail": lambda id: f"UPDATE audit SET detail = '{{}}' WHERE id = '{id}'",
    "when": lambda id: f"UPDATE audit SET at = '2026-11-23 11:00:00+00:00' WHERE id = '{id}'",
}


class _Undone(Exception):
    pass


async def test_a_changed_entry_is_named_whatever_was_changed(
    database: Database, subtests: pytest.Subtests
) -> None:
    ids = await write(database, 5)
    await seal(database, minutes=1)
    await tamper(database)
    for what, change in CHANGES.items():
        with subtests.test(changed=what), pytest.raises(_Undone):
            async with database.begin() as uow:
                await uow.session.execute(text(change(ids[2])))
                found = (await verify_audit(uow)).tampering
                assert found is not None
                assert (found.fault, found.position, found.audit_id) == ("changed", 3, ids[2])
                raise _Undone
    assert (await verdict_of(database)).tampering is None


async def test_the_first_of_several_is_named_and_a_removed_one_too(database: Database) -> None:
    ids = await write(database, 6)
    await seal(database, minutes=1)
    await tamper(
        database,
        f"DELETE FROM audit WHERE id = '{ids[1]}'",
        f"UPDATE audit SET actor = 'system2' WHERE id = '{ids[4]}'",
    )

    found = (await verdict_of(database)).tampering

    assert found is not None
    assert (found.fault, found.position, found.audit_id) == ("removed", 2, ids[1])


async def test_an_entry_taken_away_with_its_seal_leaves_a_gap(database: Database) -> None:
    ids = await write(database, 5)
    await seal(database, minutes=1)
    await tamper(
        database,
        f"DELETE FROM audit WHERE id = '{ids[3]}'",
        f"DELETE FROM audit_seal WHERE audit_id = '{ids[3]}'",
    )

    found = (await verdict_of(database)).tampering

    assert found is not None
    assert (found.fault, found.position) == ("seal_removed", 4)


async def test_closing_the_gap_does_not_help(database: Database) -> None:
    ids = await write(database, 5)
    await seal(database, minutes=1)
    await tamper(
        database,
        f"DELETE FROM audit WHERE id = '{ids[2]}'",
        f"DELETE FROM audit_seal WHERE audit_id = '{ids[2]}'",
        "UPDATE audit_seal SET position = 3 WHERE position = 4",
        "UPDATE audit_seal SET position = 4 WHERE position = 5",
    )

    found = (await verdict_of(database)).tampering

    assert found is not None
    assert (found.fault, found.position, found.audit_id) == ("changed", 3, ids[3])


@pytest.mark.parametrize("is_sealed_later", [True, False])
async def test_an_entry_that_was_slipped_in_is_named(
    database: Database, is_sealed_later: bool
) -> None:
    await write(database, 3)
    await seal(database, minutes=1)
    long_after = 1 + 2 * round(LATE.total_seconds() / 60)
    await write(database, 2, minutes=long_after)
    await seal(database, minutes=long_after)
    forged = new_id()
    await tamper(
        database,
        "INSERT INTO audit (id, at, actor, action, subject_type, subject_id, detail) VALUES "
        f"('{forged}', '2026-11-23 10:00:01.000000+00:00', 'staff:1', 'read', 'referral', 'x', "
        "'{}')",
    )
    if is_sealed_later:
        await seal(database, minutes=long_after + 1)

    found = (await verdict_of(database)).tampering

    assert found is not None
    assert (found.fault, found.audit_id) == ("inserted", forged)
    assert found.position == (6 if is_sealed_later else 0)


async def test_an_entry_with_an_old_id_is_slipped_in_too(database: Database) -> None:
    await write(database, 3)
    await seal(database, minutes=1)
    forged = "0" * 32
    await tamper(
        database,
        "INSERT INTO audit (id, at, actor, action, subject_type, subject_id, detail) VALUES "
        f"('{forged}', '2026-11-23 10:00:01.000000+00:00', 'staff:1', 'read', 'referral', 'x', "
        "'{}')",
    )
    assert await seal(database, minutes=2) == 0

    found = (await verdict_of(database)).tampering

    assert found is not None
    assert (found.fault, found.audit_id) == ("inserted", forged)


async def test_a_worker_that_was_away_for_a_week_is_no_tampering(database: Database) -> None:
    await write(database, 2)
    await seal(database, minutes=1)
    await write(database, 3, minutes=30)
    await seal(database, minutes=7 * 24 * 60)
    await write(database, 1, minutes=7 * 24 * 60)
    await seal(database, minutes=7 * 24 * 60 + 1)

    assert (await verdict_of(database)).tampering is None


async def test_an_end_that_was_cut_off_is_seen_by_a_head_noted_elsewhere(
    database: Database,
) -> None:
    ids = await write(database, 4)
    await seal(database, minutes=1)
    noted = (await verdict_of(database)).head
    await tamper(
        database,
        f"DELETE FROM audit WHERE id = '{ids[3]}'",
        f"DELETE FROM audit_seal WHERE audit_id = '{ids[3]}'",
    )

    assert (await verdict_of(database)).tampering is None
    async with database.read() as uow:
        verdict = await verify_audit(uow, noted=noted)

    assert verdict.tampering is not None
    assert verdict.tampering.fault == "not_as_noted"


async def test_whoever_has_no_key_cannot_make_a_seal(database_url: str, keyring: Keyring) -> None:
    ours = Database.open(database_url, keyring)
    await write(ours, 2)
    await ours.close()
    theirs = Database.open(database_url, Keyring.from_secret("another secret"))
    await seal(theirs, minutes=1)
    await theirs.close()

    ours = Database.open(database_url, Keyring.from_secret("newest,a secret for tests only"))
    verdict = await verdict_of(ours)
    await ours.close()

    assert verdict.tampering is not None
    assert (verdict.tampering.fault, verdict.tampering.position) == ("changed", 1)


async def test_seals_are_read_while_the_secret_is_replaced(
    database_url: str, keyring: Keyring
) -> None:
    before = Database.open(database_url, keyring)
    await write(before, 2)
    await seal(before, minutes=1)
    await before.close()
    after = Database.open(database_url, Keyring.from_secret("newest,a secret for tests only"))
    await write(after, 2, minutes=1)
    await seal(after, minutes=2)
    verdict = await verdict_of(after)
    await after.close()

    assert (verdict.sealed, verdict.tampering) == (4, None)


async def test_many_writers_and_two_sealers_at_once_make_one_chain(database: Database) -> None:
    async def sealing() -> int:
        sealed = 0
        for minute in range(1, 9):
            sealed += await seal(database, minutes=minute)
            await asyncio.sleep(0)
        return sealed

    written = asyncio.gather(*(write(database, 15) for _ in range(4)))
    sealed = await asyncio.gather(sealing(), sealing())
    await written
    rest = await seal(database, minutes=10)

    verdict = await verdict_of(database)
    assert sum(sealed) + rest == 60
    assert (verdict.sealed, verdict.unsealed, verdict.tampering) == (60, 0, None)


@pytest.mark.parametrize("change", ["UPDATE audit_seal SET hash = ''", "DELETE FROM audit_seal"])
async def test_seals_cannot_be_changed_while_the_triggers_stand(
    database: Database, change: str
) -> None:
    await write(database, 1)
    await seal(database, minutes=1)

    with pytest.raises(Exception, match="audit_seal is append-only"):
        async with database.begin() as uow:
            await uow.session.execute(text(change))


async def test_a_round_that_was_broken_off_is_gone_on_with_however_old_what_it_left_is(
    database: Database,
) -> None:
    await write(database, 3)
    await seal(database)
    async with database.begin() as uow:  # the worker was away for two hours
        for number in range(AT_ONCE + 50):
            await builders.an_audit_entry(uow, at=NOW + timedelta(seconds=20 * number))
    assert await seal(database, minutes=180, limit=AT_ONCE) == AT_ONCE
    broken_off = await verdict_of(database)
    assert (broken_off.unsealed, broken_off.tampering) == (50, None)
    assert await seal(database, minutes=190, limit=AT_ONCE) == 50
    assert (await verdict_of(database)).tampering is None

    late = NOW + timedelta(minutes=100)
    async with database.begin() as uow:
        slipped_in = await builders.an_audit_entry(uow, at=late)
    for sealed in (False, True):
        if sealed:
            await seal(database, minutes=200)
        found = (await verdict_of(database)).tampering
        assert found is not None
        assert (found.fault, found.audit_id) == ("inserted", slipped_in.id)


async def test_behind_a_full_batch_nothing_older_than_the_round_before_it_is_believed(
    database: Database,
) -> None:
    await write(database, 3)
    await seal(database, minutes=60)
    async with database.begin() as uow:
        for _ in range(AT_ONCE):
            await builders.an_audit_entry(uow, at=NOW + timedelta(minutes=60))
    await seal(database, minutes=61)
    async with database.begin() as uow:
        slipped_in = await builders.an_audit_entry(uow, at=NOW - timedelta(minutes=1))
    await seal(database, minutes=62)

    found = (await verdict_of(database)).tampering

    assert found is not None
    assert (found.fault, found.audit_id) == ("inserted", slipped_in.id)
