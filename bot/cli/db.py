from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Final

import click

from actions.audit_trail.carry_audit import carry_audit
from actions.audit_trail.known_secret import refuse_unknown_secret
from bot.cli import Failed
from bot.cli.audit import sentence
from bot.cli.opened import settings, with_database
from bot.clock import SystemClock
from storage.address import address_of
from storage.database import Database, sqlite_file
from storage.errors import SealBroken
from storage.in_use import is_in_use
from storage.keyring import Keyring
from storage.models.heartbeat import WORKER
from storage.postgresql import Room
from storage.rekey import older_values
from storage.rekey import rekey as put_under_newest

SILENT: Final = timedelta(seconds=15)
"""After so long without a sign of life a worker has ended: it gives one every five or so."""
PEOPLE_AT_ONCE: Final = 50
"""Few enough that a text which comes in meanwhile does not wait."""


@click.group("db")
def command() -> None:
    """Upgrade, check, back up, restore and copy the database; rebuild its index of words."""


@command.command("upgrade")
def upgrade() -> None:
    """Bring the schema to this release's."""

    async def work(database: Database) -> None:
        return None

    with_database(work, may_make=True)
    click.echo("the database is up to date")


@command.command("check")
def check() -> None:
    """Say whether it can be reached, is migrated and sound."""

    async def work(database: Database) -> Room | None:
        problem = await database.check(thorough=True)
        if problem:
            raise Failed(problem)
        await refuse_unknown_secret(database)
        return await database.room()

    room = with_database(work, upgrade=False)
    click.echo("the database is sound")
    if room is not None:
        most = settings().config.database.most_connections
        click.echo(
            f"connections: the server lets in {room.most}, {room.open_now} are open now, "
            f"and each process with this config.yml has {most} at the most"
        )


@command.command("backup")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
def backup(path: Path) -> None:
    """Copy a SQLite database to PATH while it is in use."""
    if path.exists():
        raise click.UsageError(f"{path} is there already; choose another name")
    if not path.parent.is_dir():
        raise Failed(f"{path.parent} is no folder that is there; make it first")

    async def work(database: Database) -> None:
        if not database.is_sqlite:
            raise Failed("this is PostgreSQL: back it up with pg_dump")
        if await database.is_empty():
            raise Failed("there is nothing to back up: the database is not migrated yet")
        await database.backup(path)

    with_database(work, upgrade=False)
    click.echo(f"backed up to {path}")


@command.command("rekey")
@click.option("--check", "is_check", is_flag=True, help="Only say whether it is needed.")
def rekey(is_check: bool) -> None:
    """Put everything under the newest secret.

    That is the first one in BLETHER_SECRET_KEY; afterwards the others may go.

    Safe while the service runs with the same secrets, and safe to stop and begin again.
    """
    try:
        if is_check:
            _say_what_needs_an_older_secret()
            return
        done = with_database(put_under_newest, knows_secret=False)
    except SealBroken as error:
        raise Failed(f"{error}: BLETHER_SECRET_KEY must hold all that were ever used") from error
    click.echo(f"{done.values} values sealed anew, {done.people} people filed anew")
    if done.without_codes:
        click.echo(
            f"{done.without_codes} of the staff must make new recovery codes: only a hash of the "
            "old ones was kept. Their code apps go on as before."
        )
    carried = with_database(lambda database: carry_audit(database, SystemClock().now()))
    if carried.tampering is not None:
        raise Failed(f"the audit trail was not carried over: {sentence(carried.tampering)}")
    click.echo(f"{carried.entries} entries of the audit trail vouched for anew")


def _say_what_needs_an_older_secret() -> None:
    left = with_database(older_values, knows_secret=False)
    if left:
        raise Failed(f"{left} values still need an older secret: run `blether db rekey`")
    now = SystemClock().now()
    seals = with_database(lambda database: carry_audit(database, now, may_write=False))
    if seals.tampering is not None:
        raise Failed(f"the audit trail: {sentence(seals.tampering)}")
    if seals.entries:
        raise Failed(
            f"{seals.entries} entries of the audit trail still need an older secret: "
            "run `blether db rekey`"
        )
    click.echo("nothing needs an older secret")


@command.command("restore")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="also where a practice is; its file is kept beside")
def restore(path: Path, replace: bool) -> None:
    """Put a SQLite backup in the place of the database.

    While nothing runs on it.
    """
    from storage.restoring import restore as put_in_place

    found = settings()
    target = sqlite_file(found.database_url)
    if target is None:
        raise Failed("this is PostgreSQL: restore it with pg_restore")
    keyring = Keyring.from_secret(found.secret_key)
    kept = put_in_place(path, target, keyring, may_replace=replace, now=SystemClock().now())
    click.echo(f"restored {path} to {target}")
    if kept is not None:
        click.echo(f"what was there before is kept as {kept}")


@command.command("copy")
@click.option(
    "--to",
    "target_url",
    envvar="BLETHER_COPY_TO",
    required=True,
    metavar="URL",
    help="the empty database to copy into; BLETHER_COPY_TO keeps its password out of sight",
)
@click.option("--while-serving", is_flag=True, help="a rehearsal: what comes in later is left out")
def copy(target_url: str, while_serving: bool) -> None:
    """Copy everything into another, empty database.

    From DATABASE_URL, SQLite or PostgreSQL, to either kind.
    """
    from storage.copying import copy as copy_all

    found = settings()
    keyring = Keyring.from_secret(found.secret_key)
    address_of(target_url, called="--to")
    if not while_serving and asyncio.run(is_in_use(found.database_url, keyring)):
        # A process that takes texts in gives no sign of life, as a worker does.
        raise Failed(
            "the source is in use: stop the service, each `blether serve` on it, so that no text "
            "comes in behind the copy, and run this again; or rehearse it with --while-serving"
        )

    async def work(source: Database) -> dict[str, int]:
        if not while_serving:
            await _refuse_while_serving(source)
        target = Database.open(target_url, keyring)
        try:
            return await copy_all(source, target, on_table=_say_table)
        finally:
            await target.close()

    copied = with_database(work, upgrade=False)
    click.echo(f"copied {sum(copied.values())} rows of {len(copied)} tables, and counted them")


async def _refuse_while_serving(source: Database) -> None:
    problem = await source.check()
    if problem:
        raise Failed(f"the source: {problem}")
    async with source.read() as uow:
        beat = await uow.heartbeats.latest(WORKER)
    now = SystemClock().now()
    if beat is not None and now - beat < SILENT:
        raise Failed(
            f"a worker was alive {(now - beat).seconds} seconds ago: stop the service, so that no "
            f"text comes in behind the copy, wait {SILENT.seconds} seconds, and run this again; "
            "or rehearse it with --while-serving"
        )


def _say_table(name: str, count: int) -> None:
    if count:
        click.echo(f"{count:>10} {name}")


@command.command("reindex")
def reindex() -> None:
    """Write anew by what words people can be found.

    After a new secret, or the upgrade that brings search.
    """

    async def work(database: Database) -> int:
        count, last = 0, ""
        while True:
            async with database.begin() as uow:
                ids = await uow.search.people_after(last, PEOPLE_AT_ONCE)
                if not ids:
                    return count
                await uow.patients.lock_all(ids)  # whoever is erased meanwhile stays so
                await uow.search.rebuild(ids)
            count, last = count + len(ids), ids[-1]

    count = with_database(work)
    click.echo(f"{count} people can be found by name, number and words")
