"""Times that SQLite once kept without their zone are mended by the upgrade."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage import schema
from storage.database import Database
from storage.keyring import Keyring

AT = "2026-11-23 10:00:00.000000"
ROWS = (
    "INSERT INTO practice (id, code, name, timezone, settings, created_at) "
    f"VALUES ('p', 'hill', 'Hill Practice', 'Europe/London', '{{}}', '{AT}+00:00')",
    "INSERT INTO patient (id, practice_id, channel, contact, contact_fingerprint, language, "
    "safe_to_text, neutral_wording, scheduled_texts_held, time_shift_seconds, created_at) "
    f"VALUES ('a', 'p', 'sms', x'00', 'f', 'en', 'yes', 0, 0, 0, '{AT}+00:00')",
    *(
        "INSERT INTO conversation (id, practice_id, patient_id, is_live, automation, unread, "
        f"created_at, ended_at) VALUES ('{id}', 'p', 'a', 0, 'on', 0, '{AT}+00:00', {ended})"
        for id, ended in (("naive", f"'{AT}'"), ("aware", f"'{AT}+00:00'"), ("open", "NULL"))
    ),
)


def _as_it_was(connection: Connection) -> None:
    """A database of the release before, with rows of an erasure in it."""
    before = ScriptDirectory.from_config(schema.config_for()).get_revision("0010").down_revision
    command.upgrade(schema.config_for(connection), str(before))
    for row in ROWS:
        connection.execute(text(row))


async def test_the_upgrade_gives_them_their_zone(tmp_path: Path, keyring: Keyring) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'old.db'}", keyring)
    async with database.engine.begin() as connection:
        await connection.run_sync(_as_it_was)

    await database.upgrade()

    async with database.read() as uow:
        kept = await uow.session.execute(text("SELECT id, ended_at FROM conversation"))
        found = {row.id: row.ended_at for row in kept}
    await database.close()
    assert found == {"naive": f"{AT}+00:00", "aware": f"{AT}+00:00", "open": None}
