"""Which revision a database is at, and how it is brought to ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.errors import DatabaseTooNew

MIGRATIONS = Path(__file__).parent / "migrations"
_UPGRADE_LOCK = 0x626C6574
"""Any fixed number: replicas that start together on PostgreSQL migrate one after the other."""


def config_for(connection: Connection | None = None) -> Config:
    """Alembic's configuration without any file of settings."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@cache
def newest_revision() -> str:
    """The revision that this release's models describe."""
    head = ScriptDirectory.from_config(config_for()).get_current_head()
    if head is None:
        raise RuntimeError("there is no migration in storage/migrations/versions")
    return head


def current_revision(connection: Connection) -> str | None:
    """The database's revision; None if it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def refuse_newer(connection: Connection) -> None:
    """DatabaseTooNew if the database is at a revision that this release has never heard of."""
    current = current_revision(connection)
    known = ScriptDirectory.from_config(config_for()).walk_revisions()
    if current is not None and current not in {script.revision for script in known}:
        raise DatabaseTooNew(
            f"the database is at revision {current}, which this release does not know: "
            "start the release that migrated it, or restore the backup from before"
        )


def problem(connection: Connection) -> str | None:
    """Why this release cannot work on this database, or None."""
    current, newest = current_revision(connection), newest_revision()
    if current == newest:
        return None
    return f"the database is at revision {current}, this release needs {newest}"


def upgrade(connection: Connection) -> None:
    """Migrate to the newest revision within the connection's transaction."""
    if connection.dialect.name == "postgresql":
        # Waiting for a lock blocks every query behind us; better to fail and be started again.
        connection.execute(text("SET LOCAL lock_timeout = '5s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
    refuse_newer(connection)
    command.upgrade(config_for(connection), "head")
