from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.errors import DatabaseTooNew
from storage.keyring import Keyring
from storage.models import Base
from tests import builders


def _is_compared(_item: object, name: str | None, *_: object) -> bool:
    return name not in {
        "ix_outbox_rank",
        "ix_referral_queue",
        "ix_referral_danger",
        "ix_referral_assigned",
        "ix_referral_channel",
        "ix_referral_unread",
    }


def _difference(connection: Connection) -> list[object]:
    options = {"compare_type": True, "compare_server_default": True, "include_object": _is_compared}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, Base.metadata))


# An index on an expression cannot be read back; tests/storage/test_queue_order.py and
# tests/storage/repositories/test_claims_among_many.py look at those.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based")
async def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    async with database.engine.connect() as connection:
        assert await connection.run_sync(_difference) == []


async def test_upgrading_twice_changes_nothing(database: Database) -> None:
    await database.upgrade()

    assert await database.check() is None


async def test_a_database_of_a_newer_release_is_refused(database: Database) -> None:
    async with database.begin() as uow:
        await uow.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseTooNew, match="9999"):
        await database.upgrade()


async def test_a_database_of_an_older_release_is_to_be_upgraded_and_one_half_copied_is_not(
    database: Database,
) -> None:
    """As after an older backup was restored."""
    said = []
    for revision in ("0017", "copy-unfinished"):
        async with database.begin() as uow:
            await uow.session.execute(
                text("UPDATE alembic_version SET version_num = :to"), {"to": revision}
            )
        said.append(str(await database.check()))

    assert said[0].startswith("the database is at revision 0017, this release needs")
    assert said[0].endswith(": run `blether db upgrade` on it")
    assert "upgrade" not in said[1]


async def test_check_says_when_the_schema_is_missing(tmp_path: Path, keyring: Keyring) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'empty.db'}", keyring)

    problem = await database.check()
    await database.close()

    assert problem is not None
    assert "not migrated yet: run `blether db upgrade`" in problem


async def test_check_says_when_the_database_cannot_be_reached(keyring: Keyring) -> None:
    database = Database.open("postgresql://nobody@127.0.0.1:1/nothing", keyring)

    problem = await database.check()
    await database.close()

    assert problem is not None
    assert problem.startswith("the database cannot be reached")


async def test_a_thorough_check_finds_nothing_wrong_with_a_sound_database(
    sqlite_database: Database,
) -> None:
    assert await sqlite_database.check(thorough=True) is None


async def test_a_row_that_refers_to_nothing_is_refused_at_commit(database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.begin() as uow:
            patient = await builders.a_patient(uow)
            patient.practice_id = "0" * 32


@pytest.mark.parametrize("change", ["UPDATE audit SET actor = 'system'", "DELETE FROM audit"])
async def test_the_audit_trail_cannot_be_changed(database: Database, change: str) -> None:
    async with database.begin() as uow:
        await builders.an_audit_entry(uow, actor="staff:1")

    with pytest.raises(DBAPIError, match="audit is append-only"):
        async with database.begin() as uow:
            await uow.session.execute(text(change))

    async with database.read() as uow:
        assert (await uow.session.execute(text("SELECT actor FROM audit"))).scalars().all() == [
            "staff:1"
        ]


async def test_a_backup_holds_what_was_committed_and_is_never_written_over(
    sqlite_database: Database, keyring: Keyring, tmp_path: Path
) -> None:
    async with sqlite_database.begin() as uow:
        practice = await builders.a_practice(uow)
    target = tmp_path / "copy.db"

    await sqlite_database.backup(target)

    copy = Database.open(f"sqlite:///{target}", keyring)
    async with copy.read() as uow:
        assert await uow.practices.get(practice.id) is not None
    await copy.close()
    with pytest.raises(Exception, match="exists already"):
        await sqlite_database.backup(target)
