from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

import click

from bot.cli import Failed
from bot.cli.opened import with_database
from bot.clock import SystemClock
from bot.directory.entry import DirectoryError
from bot.directory.load_file import FileKind, Loaded, load_file
from storage.database import Database


@click.group("services")
def command() -> None:
    """Fill the directory of local services from a file."""


@command.command("load")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(get_args(FileKind)), required=True)
@click.option("--practice", "code", help="code of the practice whose own list a csv is")
def load(path: Path, kind: str, code: str | None) -> None:
    """Load the services in PATH.

    It holds answers of ALISS or Open Referral UK in JSON, or a practice's own list in CSV.
    """
    if kind == "csv" and code is None:
        raise click.UsageError("a csv is one practice's own list: say --practice CODE")

    async def work(database: Database) -> Loaded:
        today = SystemClock().now().date()
        return await load_file(database, path, cast(FileKind, kind), code, today=today)

    try:
        loaded = with_database(work)
    except DirectoryError as error:
        raise Failed(str(error)) from error
    for problem in loaded.problems:
        click.echo(problem, err=True)
    if loaded.problems and not loaded.added + loaded.updated:
        raise Failed(f"{path}: not one service could be read")
    click.echo(f"{loaded.added} added, {loaded.updated} updated")
