from __future__ import annotations

from typing import Any

import click
import orjson

from actions.privacy.erase_patient import erase_patient
from actions.privacy.export_patient import export_patient
from bot.cli.lines import ask_before
from bot.cli.opened import system_at, with_database
from storage.database import Database


@click.group("patient")
def command() -> None:
    """Export or erase what is kept of a person."""


_PRACTICE = click.option("--practice", "code", required=True, help="code of the practice")
_CONTACT = click.option("--contact", required=True, help="their number, like +447700900123")


@command.command("export")
@_PRACTICE
@_CONTACT
def export(code: str, contact: str) -> None:
    """Write all that is kept of a person to stdout, as JSON. Audited."""

    async def work(database: Database) -> dict[str, Any]:
        async with database.begin() as uow:
            return await export_patient(await system_at(uow, code), contact)

    found = with_database(work)
    click.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2, default=str).decode())


@command.command("erase")
@_PRACTICE
@_CONTACT
@click.option("--yes", is_flag=True, help="do not ask")
def erase(code: str, contact: str, yes: bool) -> None:
    """Erase a person's words, name and number. Cannot be undone. Audited."""
    if not yes:
        ask_before("Erase everything this person wrote? This cannot be undone.")

    async def work(database: Database) -> None:
        async with database.begin() as uow:
            await erase_patient(await system_at(uow, code), contact)
        await database.forget_traces()

    with_database(work)
    click.echo("erased")
