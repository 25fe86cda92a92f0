from __future__ import annotations

from typing import Any

import click
import orjson

from actions.basis.errors import ActionError
from actions.basis.work import SYSTEM, Work
from actions.privacy.erase_patient import erase_patient
from actions.privacy.export_patient import export_patient
from bot.cli import Failed
from bot.cli.opened import practice_by_code, with_database
from bot.clock import SystemClock
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
            practice = await practice_by_code(uow, code)
            now = SystemClock().now()
            desk = Work(uow=uow, now=now, practice=practice, actor=SYSTEM)
            return await export_patient(desk, contact)

    try:
        found = with_database(work)
    except ActionError as error:
        raise Failed(str(error)) from error
    click.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2, default=str).decode())


@command.command("erase")
@_PRACTICE
@_CONTACT
@click.option("--yes", is_flag=True, help="do not ask")
def erase(code: str, contact: str, yes: bool) -> None:
    """Erase a person's words, name and number. Cannot be undone. Audited."""
    if not yes:
        click.confirm("Erase everything this person wrote? This cannot be undone.", abort=True)

    async def work(database: Database) -> None:
        async with database.begin() as uow:
            practice = await practice_by_code(uow, code)
            now = SystemClock().now()
            await erase_patient(Work(uow=uow, now=now, practice=practice, actor=SYSTEM), contact)
        await database.forget_traces()

    try:
        with_database(work)
    except ActionError as error:
        raise Failed(str(error)) from error
    click.echo("erased")
