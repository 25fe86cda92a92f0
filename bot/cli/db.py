from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from bot.cli import Failed
from bot.cli.opened import with_database
from storage.database import Database
from storage.errors import SealBroken
from storage.rekey import older_values
from storage.rekey import rekey as put_under_newest

PEOPLE_AT_ONCE: Final = 50
"""Few enough that a text which comes in meanwhile does not wait."""


@click.group("db")
def command() -> None:
    """Upgrade, check and back up the database, and rebuild its index of words."""


@command.command("upgrade")
def upgrade() -> None:
    """Bring the schema to this release's."""

    async def work(database: Database) -> None:
        return None

    with_database(work)
    click.echo("the database is up to date")


@command.command("check")
def check() -> None:
    """Say whether the database can be reached, is migrated and sound."""

    async def work(database: Database) -> str | None:
        return await database.check()

    problem = with_database(work, upgrade=False)
    if problem:
        raise Failed(problem)
    click.echo("the database is sound")


@command.command("backup")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
def backup(path: Path) -> None:
    """Copy a SQLite database to PATH while it is in use."""
    if path.exists():
        raise click.UsageError(f"{path} is there already; choose another name")

    async def work(database: Database) -> None:
        if not database.is_sqlite:
            raise Failed("this is PostgreSQL: back it up with pg_dump")
        await database.backup(path)

    with_database(work, upgrade=False)
    click.echo(f"backed up to {path}")


@command.command("rekey")
@click.option("--check", "is_check", is_flag=True, help="Only say whether it is needed.")
def rekey(is_check: bool) -> None:
    """Put everything under the first secret of BLETHER_SECRET_KEY; then the others may go.

    Safe while the service runs with the same secrets, and safe to stop and begin again.
    """
    left = with_database(older_values)
    if is_check:
        if left:
            raise Failed(f"{left} values still need an older secret: run `blether db rekey`")
        click.echo("nothing needs an older secret")
        return
    try:
        done = with_database(put_under_newest)
    except SealBroken as error:
        raise Failed(f"{error}: BLETHER_SECRET_KEY must hold all that were ever used") from error
    click.echo(f"{done.values} values sealed anew, {done.people} people filed anew")
    if done.without_codes:
        click.echo(
            f"{done.without_codes} of the staff must make new recovery codes: only a hash of the "
            "old ones was kept. Their code apps go on as before."
        )


@command.command("reindex")
def reindex() -> None:
    """Write anew by what words people can be found: after a new secret, or a first upgrade."""

    async def work(database: Database) -> int:
        count, last = 0, ""
        while True:
            async with database.begin() as uow:
                ids = await uow.search.people_after(last, PEOPLE_AT_ONCE)
                if not ids:
                    return count
                await uow.search.rebuild(ids)
            count, last = count + len(ids), ids[-1]

    count = with_database(work)
    click.echo(f"{count} people can be found by name, number and words")
