"""A database of a newer release: no command of this one touches it, whichever it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
from sqlalchemy import text

from bot.cli import cli
from storage.keyring import Keyring
from storage.unit_of_work import UnitOfWork
from tests.cli.conftest import KEY, Typed
from tests.support.databases import kept_in

WITHOUT_A_DATABASE: Final = {
    ("chat",),
    ("config", "check"),
    ("flows", "check"),
    ("flows", "draw"),
    ("flows", "test"),
    ("understand",),
    ("db", "restore"),  # looks at the backup first, and puts it in the place of whatever is there
}
PRACTICE: Final = ("--practice", "hill")
EMAIL: Final = ("--email", "isla@hill.example")
CONTACT: Final = ("--contact", "+447700900501")
NEEDS: Final[dict[tuple[str, ...], tuple[str, ...]]] = {
    ("serve",): ("--port", "0"),
    ("demo",): ("--no-serve",),
    ("practice", "add"): ("--code", "hill", "--name", "Hill"),
    ("practice", "set"): ("hill", "council_name=Glasgow"),
    ("practice", "hours"): ("hill", *EMAIL, "--days", "mon", "--times", "09:30-16:00"),
    ("staff", "add"): (
        *(*PRACTICE, *EMAIL, "--name", "Isla", "--role", "link_worker"),
        *("--password", "three odd words"),
    ),
    ("staff", "join"): (*PRACTICE, *EMAIL),
    ("staff", "clear-second-step"): EMAIL,
    ("staff", "list"): PRACTICE,
    ("token", "create"): (*PRACTICE, "--role", "link_worker"),
    ("token", "list"): PRACTICE,
    ("token", "revoke"): ("one",),
    ("services", "load"): (__file__, "--kind", "csv", *PRACTICE),
    ("db", "backup"): ("copy.db",),
    ("db", "copy"): ("--to", "sqlite:///copy.db"),
    ("feedback", "export"): (*PRACTICE, *EMAIL, "--password", "three odd words"),
    ("patient", "export"): (*PRACTICE, *CONTACT),
    ("patient", "erase"): (*PRACTICE, *CONTACT, "--yes"),
    ("privacy", "retention"): ("--yes",),
    ("privacy", "hold"): (*PRACTICE, *CONTACT, "--reason", "an inquiry"),
    ("privacy", "release"): (*PRACTICE, "one"),
    ("privacy", "holds"): PRACTICE,
}
"""What a command cannot be typed without."""


def commands_of(group: click.Group, *above: str) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands_of(command, *above, name)
        else:
            yield (*above, name)


def test_every_command_refuses_a_database_of_a_newer_release(
    typed: Typed, database_url: str, tmp_path: Path
) -> None:
    async def of_a_newer_release(uow: UnitOfWork) -> None:
        await uow.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    kept_in(database_url, Keyring.from_secret(KEY["BLETHER_SECRET_KEY"]), of_a_newer_release)
    commands = set(commands_of(cli))
    assert commands >= WITHOUT_A_DATABASE | set(NEEDS)

    for command in sorted(commands - WITHOUT_A_DATABASE):
        done = typed(*command, *NEEDS.get(command, ()), DATABASE_URL=database_url)
        assert (done.returncode, done.stdout, done.is_one_line()) == (1, "", True), (command, done)
        assert "revision 9999, which this release does not know" in done.stderr, command
    assert not (tmp_path / "copy.db").exists()
