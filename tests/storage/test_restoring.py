"""A backup comes into the place of the database whole, or everything stays as it was."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.database import Database
from storage.errors import NotRestored
from storage.keyring import Keyring
from storage.restoring import restore
from tests import builders

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


async def a_database(path: Path, keyring: Keyring, name: str) -> Path:
    """A database with one person of a practice of this name."""
    database = Database.open(f"sqlite:///{path}", keyring)
    await database.upgrade()
    async with database.begin() as uow:
        practice = await builders.a_practice(uow, name=name)
        await builders.a_patient(uow, practice=practice)
    await database.close()
    return path


async def a_backup(path: Path, keyring: Keyring) -> Path:
    database = Database.open(f"sqlite:///{path}", keyring)
    target = path.with_suffix(".backup")
    await database.backup(target)
    await database.close()
    return target


def name_in(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        name: str = connection.execute("SELECT name FROM practice").fetchone()[0]
        return name


def names_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir() if not each.name.endswith(("-wal", "-shm"))}


def run_sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


async def test_a_backup_is_put_where_nothing_is(tmp_path: Path, keyring: Keyring) -> None:
    backup = await a_backup(await a_database(tmp_path / "then.db", keyring, "Then"), keyring)
    target = tmp_path / "new folder" / "blether.db"

    assert restore(backup, target, keyring, may_replace=False, now=NOW) is None

    assert name_in(target) == "Then"
    assert [each.name for each in target.parent.iterdir()] == ["blether.db"]
    assert name_in(backup) == "Then"


async def test_what_is_put_in_place_belongs_to_whom_the_database_belonged_to(
    tmp_path: Path, keyring: Keyring
) -> None:
    """Root restores, and the service has to write it; nobody else has to read it."""
    backup = await a_backup(await a_database(tmp_path / "then.db", keyring, "Then"), keyring)
    target = await a_database(tmp_path / "blether.db", keyring, "Now")
    target.chmod(0o640)
    folder = tmp_path / "of the service"
    folder.mkdir()
    somebody = (12345, 12346) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    for each in (target, folder):
        os.chown(each, *somebody)

    restore(backup, target, keyring, may_replace=True, now=NOW)
    restore(backup, folder / "blether.db", keyring, may_replace=False, now=NOW)

    for put, mode in ((target, 0o640), (folder / "blether.db", 0o600)):
        found = put.stat()
        assert (stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid) == (mode, *somebody)


async def test_a_practice_is_replaced_only_if_that_is_said_and_is_kept(
    tmp_path: Path, keyring: Keyring
) -> None:
    backup = await a_backup(await a_database(tmp_path / "then.db", keyring, "Then"), keyring)
    target = await a_database(tmp_path / "blether.db", keyring, "Now")

    with pytest.raises(NotRestored, match="holds a practice: say --replace"):
        restore(backup, target, keyring, may_replace=False, now=NOW)
    assert name_in(target) == "Now"

    kept = restore(backup, target, keyring, may_replace=True, now=NOW)
    assert kept is not None
    assert (name_in(target), name_in(kept)) == ("Then", "Now")
    assert kept.name == "blether.db.before-restore-20261123T100000"


async def test_what_was_committed_last_is_in_the_file_that_is_kept(
    tmp_path: Path, keyring: Keyring
) -> None:
    """A process that was killed leaves its last commits beside the file, in the -wal."""
    backup = await a_backup(await a_database(tmp_path / "then.db", keyring, "Then"), keyring)
    target = await a_database(tmp_path / "blether.db", keyring, "Now")
    killed = tmp_path / "killed.db"
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("UPDATE practice SET name = 'A moment ago'")
        connection.commit()
        for ending in ("", "-wal"):
            killed.with_name(killed.name + ending).write_bytes(
                target.with_name(target.name + ending).read_bytes()
            )
    assert killed.with_name("killed.db-wal").stat().st_size

    kept = restore(backup, killed, keyring, may_replace=True, now=NOW)

    assert kept is not None
    assert (name_in(kept), name_in(killed)) == ("A moment ago", "Then")


async def test_a_database_in_use_is_left_alone(tmp_path: Path, keyring: Keyring) -> None:
    backup = await a_backup(await a_database(tmp_path / "then.db", keyring, "Then"), keyring)
    target = await a_database(tmp_path / "blether.db", keyring, "Now")
    running = Database.open(f"sqlite:///{target}", keyring)
    async with running.read() as uow:
        await uow.practices.all()

    with pytest.raises(NotRestored, match="is in use: stop every `blether serve`"):
        restore(backup, target, keyring, may_replace=True, now=NOW)

    async with running.begin() as uow:
        await builders.a_practice(uow)
    await running.close()
    assert name_in(target) == "Now"
    assert names_in(tmp_path) == {"blether.db", "then.backup", "then.db"}


def _cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _overwritten(path: Path) -> None:
    with path.open("r+b") as file:
        for page in range(2, path.stat().st_size // 4096, 3):
            file.seek(page * 4096)
            file.write(b"\xff" * 2048)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_cut_short, r"then.backup is cut short: \d+ of \d+ bytes are there. Copy it again"),
        (lambda path: os.truncate(path, path.stat().st_size - 1), "is cut short"),
        (lambda path: os.truncate(path, 60), "is no SQLite database, or is damaged$"),
        (lambda path: os.truncate(path, 0), "is empty"),
        (_overwritten, "is no SQLite database, or is damaged"),
        (lambda path: path.write_text("not a database\n" * 500), "is no SQLite database"),
        (lambda path: path.unlink(), "there is no such file"),
        (lambda path: run_sql(path, "DROP TABLE alembic_version"), "is no database of Blether"),
        (lambda path: run_sql(path, "DELETE FROM alembic_version"), "it has no revision"),
        (
            lambda path: run_sql(path, "UPDATE alembic_version SET version_num = '9999'"),
            "revision 9999, which this release does not know",
        ),
        (
            lambda path: run_sql(path, "UPDATE alembic_version SET version_num='copy-unfinished'"),
            "was not finished",
        ),
        (lambda path: run_sql(path, "DELETE FROM practice"), "rows refer to rows that are gone"),
    ],
    ids=[
        "cut",
        "cut at the end",
        "cut in its head",
        "nothing",
        "overwritten",
        "text",
        "gone",
        "foreign",
        "empty",
        "newer",
        "copy",
        "orphans",
    ],
)
async def test_a_backup_that_is_not_sound_changes_nothing(
    tmp_path: Path, keyring: Keyring, spoil: Callable[[Path], None], says: str
) -> None:
    backup = await a_backup(await a_database(tmp_path / "then.db", keyring, "Then"), keyring)
    target = await a_database(tmp_path / "blether.db", keyring, "Now")
    spoil(backup)

    with pytest.raises(NotRestored, match=says) as refused:
        restore(backup, target, keyring, may_replace=True, now=NOW)

    assert str(backup) in str(refused.value)
    assert "being-restored" not in str(refused.value)  # of a file that nobody gave
    assert name_in(target) == "Now"
    assert names_in(tmp_path) - {"then.backup"} == {"blether.db", "then.db"}


async def test_a_backup_sealed_with_another_secret_is_refused(
    tmp_path: Path, keyring: Keyring
) -> None:
    other = Keyring.from_secret("the secret of another practice")
    backup = await a_backup(await a_database(tmp_path / "then.db", other, "Then"), other)
    target = tmp_path / "blether.db"

    with pytest.raises(NotRestored, match="another BLETHER_SECRET_KEY"):
        restore(backup, target, keyring, may_replace=False, now=NOW)

    assert not target.exists()


async def test_a_damaged_database_is_replaced_if_that_is_said(
    tmp_path: Path, keyring: Keyring
) -> None:
    backup = await a_backup(await a_database(tmp_path / "then.db", keyring, "Then"), keyring)
    target = await a_database(tmp_path / "blether.db", keyring, "Now")
    target.write_bytes(b"\x00" * 8192)
    beside = tmp_path / "blether.db-wal"
    beside.write_bytes(b"of the damaged one")

    with pytest.raises(NotRestored, match="is damaged: say --replace"):
        restore(backup, target, keyring, may_replace=False, now=NOW)
    kept = restore(backup, target, keyring, may_replace=True, now=NOW)

    assert kept is not None
    assert kept.read_bytes() == b"\x00" * 8192
    assert not beside.exists()
    assert name_in(target) == "Then"


async def test_what_stands_beside_a_file_that_was_moved_away_is_not_played_into_the_backup(
    tmp_path: Path, keyring: Keyring
) -> None:
    """A process is killed, its file is put aside by hand, and its -wal is forgotten."""
    backup = await a_backup(await a_database(tmp_path / "then.db", keyring, "Then"), keyring)
    now = await a_database(tmp_path / "now.db", keyring, "Now")
    target = tmp_path / "blether.db"
    left = target.with_name("blether.db-wal")
    with closing(sqlite3.connect(now)) as connection:
        connection.execute("UPDATE practice SET name = 'A moment ago'")
        connection.commit()
        left.write_bytes(now.with_name("now.db-wal").read_bytes())

    kept = restore(backup, target, keyring, may_replace=False, now=NOW)

    assert name_in(target) == "Then"
    assert kept is not None
    assert kept.name == "blether.db.before-restore-20261123T100000-wal"
    assert kept.stat().st_size
