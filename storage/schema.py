"""Which revision a database is at, and how it is brought to ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.errors import CopyUnfinished, DatabaseTooNew

MIGRATIONS = Path(__file__).parent / "migrations"
UNFINISHED: Final = "copy-unfinished"
"""Stands in the place of the revision while a copy is made, so that no release, not even an
earlier one, takes the database for a whole one."""


def config_for(connection: Connection | None = None) -> Config:
    """Alembic's configuration without any file of settings."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@cache
def revisions() -> tuple[str, ...]:
    """Every revision that this release knows, in order."""
    scripts = ScriptDirectory.from_config(config_for()).walk_revisions()
    return tuple(script.revision for script in scripts)[::-1]


def newest_revision() -> str:
    """The revision that this release's models describe."""
    return revisions()[-1]


def current_revision(connection: Connection) -> str | None:
    """The database's revision; None if it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def set_revision(connection: Connection, revision: str) -> None:
    """Say at which revision the database is, or that it is UNFINISHED."""
    connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def missing(connection: Connection, *, up_to: str | None = None) -> list[str]:
    """The revisions that the database has yet to be brought to, in order.

    DatabaseTooNew if it is at one that this release has never heard of; CopyUnfinished if a copy
    into it broke off.
    """
    return missing_after(current_revision(connection), up_to=up_to)


def missing_after(current: str | None, *, up_to: str | None = None) -> list[str]:
    """As `missing`, of a database at revision `current`."""
    known = revisions()
    if current == UNFINISHED:
        raise CopyUnfinished(
            "a copy into this database was not finished: make it again with `blether db copy`, "
            "or work on the database that was copied"
        )
    if current is not None and current not in known:
        raise DatabaseTooNew(
            f"the database is at revision {current}, which this release does not know: "
            "start the release that migrated it, or restore the backup from before"
        )
    end = len(known) if up_to is None else known.index(up_to) + 1
    return list(known[0 if current is None else known.index(current) + 1 : end])


_UPGRADE: Final = ": run `blether db upgrade` on it"


def problem(connection: Connection) -> str | None:
    """Why this release cannot work on this database, or None."""
    current, newest = current_revision(connection), newest_revision()
    if current == newest:
        return None
    if current is None:
        return f"the database is not migrated yet{_UPGRADE}"
    said = f"the database is at revision {current}, this release needs {newest}"
    return f"{said}{_UPGRADE}" if current in revisions() else said


def is_newer(connection: Connection) -> bool:
    """Whether a later release has migrated the database since: ours works on, as every migration
    only adds."""
    current = current_revision(connection)
    return current not in {None, UNFINISHED, *revisions()}


def migrate(connection: Connection, revision: str) -> None:
    """Bring the database to `revision`: within the connection's transaction if it has one, else in
    one for each migration."""
    command.upgrade(config_for(connection), revision)
