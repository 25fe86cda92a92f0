"""Puts a backup of SQLite in the place of the database: whole, or not at all.

The backup is copied beside the database and looked through there, so that what was checked is what
is put in place. The file that was there before is kept beside it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from storage import schema
from storage.errors import NotRestored, SealBroken, StorageError, is_not_writable
from storage.in_use import is_held, leave_wal
from storage.keyring import Keyring
from storage.sqlite_files import BESIDE

_SAY_REPLACE: Final = "say --replace to put the backup in its place"
_OURS_ALONE: Final = 0o600
_NOT_A_DATABASE: Final = "is no SQLite database, or is damaged"
_HEAD_BYTES: Final = 100
"""SQLite's file format, 1.3: the head, which says how large a page is and how many there are."""


def restore(
    backup: Path, target: Path, keyring: Keyring, *, may_replace: bool, now: datetime
) -> Path | None:
    """Put `backup` at `target`; returns where the database that was there is kept.

    Raises NotRestored, with everything as it was, if the backup is damaged, of a newer release or
    sealed with another secret, if a process has the database open, or if it holds a practice
    and it is not said that this may be replaced. Blocks, so call it in a thread.
    """
    if not backup.is_file():
        kind = "it is a folder" if backup.is_dir() else "there is no such file"
        raise NotRestored(f"{backup}: {kind}")
    if not backup.stat().st_size:  # to SQLite that is a database without a table
        raise NotRestored(f"{backup} is empty: copy it again from where it was made")
    if target.exists() and backup.samefile(target):
        raise NotRestored(f"{backup} is the database itself")
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = target.with_name(f"{target.name}.being-restored")
    try:
        _copy(backup, copy)
        _look_through(backup, copy, keyring)
        with _to_ourselves(target, may_replace=may_replace):
            _give_to_owner_of(target, copy)
            kept = _keep(target, f"before-restore-{now:%Y%m%dT%H%M%S}")
            copy.replace(target)
            _settle(target.parent)
    finally:
        copy.unlink(missing_ok=True)
    return kept


def _copy(backup: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)  # of an attempt that was cut short
    try:
        copy.touch(mode=_OURS_ALONE, exist_ok=False)  # before a word of anybody's is in it
        with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as source:
            source.execute("VACUUM INTO ?", (str(copy),))
    except OSError as error:
        raise NotRestored(_cannot_be_written(copy, error)) from error
    except sqlite3.Error as error:
        if is_not_writable(error) and _is_readable(backup):
            raise NotRestored(_cannot_be_written(copy, error)) from error
        raise NotRestored(_what_is_wrong_with(backup, copy, error)) from error
    with copy.open("rb+") as written:
        os.fsync(written.fileno())


def _what_is_wrong_with(backup: Path, copy: Path, error: sqlite3.Error) -> str:
    """Of the file that was given: SQLite may blame the copy, which was only to be."""
    is_there, should_be = backup.stat().st_size, _size_by_its_head(backup)
    if is_there < should_be:
        return (
            f"{backup} is cut short: {is_there} of {should_be} bytes are there. "
            "Copy it again from where it was made, or take an older one"
        )
    said = "" if copy.name in str(error) else f" ({error})"
    return f"{backup} {_NOT_A_DATABASE}{said}"


def _size_by_its_head(backup: Path) -> int:
    """How many bytes a SQLite file says that it has; 0 of one that says nothing of it."""
    with backup.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if len(head) < _HEAD_BYTES or not head.startswith(b"SQLite format 3\0"):
        return 0
    page = int.from_bytes(head[16:18], "big")
    return (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")


def _cannot_be_written(copy: Path, error: Exception) -> str:
    return f"the backup cannot be written to {copy.parent} ({error})"


def _give_to_owner_of(target: Path, copy: Path) -> None:
    """Of the database that is replaced, or else of its folder: who restores, often root, is not
    who serves, and to the service a database that it may not write is none."""
    if os.name == "nt":
        return
    is_there = target.exists()
    like, ours = (target if is_there else target.parent).stat(), copy.stat()
    if is_there:
        copy.chmod(stat.S_IMODE(like.st_mode))
    if (like.st_uid, like.st_gid) == (ours.st_uid, ours.st_gid):
        return
    try:
        os.chown(copy, like.st_uid, like.st_gid)
    except PermissionError as error:
        if is_there and like.st_uid != ours.st_uid:
            raise NotRestored(
                f"{target} belongs to another user: restore as that one, or as root"
            ) from error


def _is_readable(backup: Path) -> bool:
    """Whether it was the other side that failed."""
    try:
        with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as source:
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        return False
    return True


def _look_through(backup: Path, copy: Path, keyring: Keyring) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        try:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise NotRestored(f"{backup} {_NOT_A_DATABASE}")
            if connection.execute("PRAGMA foreign_key_check").fetchall():
                raise NotRestored(f"{backup} is damaged: rows refer to rows that are gone")
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            sealed = connection.execute("SELECT contact FROM patient LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise NotRestored(f"{backup} is no database of Blether ({error})") from error
    if found is None:
        raise NotRestored(f"{backup} is no database of Blether: it has no revision")
    try:
        schema.missing_after(found[0])
    except StorageError as error:
        raise NotRestored(f"{backup}: {error}") from error
    if sealed is not None:
        try:
            keyring.open(sealed[0])
        except SealBroken as error:
            raise NotRestored(
                f"{backup} was sealed with another BLETHER_SECRET_KEY: restore it with that one"
            ) from error


@contextmanager
def _to_ourselves(target: Path, *, may_replace: bool) -> Iterator[None]:
    """While this is open no process has the database open, or can open it to write."""
    if not target.exists():
        yield
        return
    with closing(sqlite3.connect(target, timeout=0, isolation_level=None)) as connection:
        try:
            if not may_replace and _holds_practice(connection):
                raise NotRestored(f"{target} holds a practice: {_SAY_REPLACE}")
            leave_wal(connection)
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if not is_held(error):
                raise NotRestored(f"{target} cannot be opened ({error})") from error
            raise NotRestored(
                f"{target} is in use: stop every `blether serve` on it first"
            ) from error
        except sqlite3.DatabaseError as error:
            if not may_replace:  # a damaged one is the very reason to restore
                raise NotRestored(f"{target} is damaged: {_SAY_REPLACE}") from error
        yield


def _holds_practice(connection: sqlite3.Connection) -> bool:
    has_table = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'practice'"
    ).fetchone()
    if has_table is None:
        return False
    return connection.execute("SELECT 1 FROM practice LIMIT 1").fetchone() is not None


def _keep(target: Path, suffix: str) -> Path | None:
    """A second name for the file, so that its own is never missing; what stands beside it moves,
    also where the file itself was moved away before. The first of what is kept."""
    kept = target.with_name(f"{target.name}.{suffix}")
    if kept.exists():
        raise NotRestored(f"{kept} is there already")
    found = []
    if target.exists():
        try:
            os.link(target, kept)
        except OSError:  # a file system without second names
            shutil.copy2(target, kept)
        found.append(kept)
    for ending in BESIDE:
        beside = target.with_name(target.name + ending)
        if beside.exists():
            found.append(beside.replace(kept.with_name(kept.name + ending)))
    return found[0] if found else None


def _settle(folder: Path) -> None:
    """Let the new name reach the disk; Windows has no such thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
