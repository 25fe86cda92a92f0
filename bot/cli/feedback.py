from __future__ import annotations

import click
import orjson

from actions.basis.work import Work, staff_actor
from actions.privacy.export_feedback import Exported, export_feedback
from bot.cli import Failed
from bot.cli.lines import secret_line
from bot.cli.opened import practice_by_code, with_database
from bot.clock import SystemClock
from bot.staff.passwords import is_right
from storage.database import Database

_NOT_YOU = "no administrator signs in with that address and password"


@click.group("feedback")
def command() -> None:
    """What staff said of how texts were understood."""


@command.command("export")
@click.option("--practice", "code", required=True, help="code of the practice")
@click.option("--email", required=True, help="your address; you are an administrator")
@click.option("--password", envvar="BLETHER_STAFF_PASSWORD", help="asked for when not given")
def export(code: str, email: str, password: str | None) -> None:
    """Write what was put right as JSON lines. Audited.

    Texts without identities, with their labels before and after.
    """
    given = password or secret_line("Password", twice=False)

    async def work(database: Database) -> Exported:
        async with database.begin() as uow:
            practice = await practice_by_code(uow, code)
            who = await uow.staff.by_email(email)
            is_known = await is_right(given, who.password_hash if who else None)
            if who is None or not is_known or not who.is_active:
                raise Failed(_NOT_YOU)
            now = SystemClock().now()
            desk = Work(uow=uow, now=now, practice=practice, actor=staff_actor(who.id))
            return await export_feedback(desk, who)

    found = with_database(work)
    for line in found.lines:
        click.echo(orjson.dumps(line).decode())
    if found.refused:
        texts = "1 text" if found.refused == 1 else f"{found.refused} texts"
        click.echo(f"{texts} left out: somebody could be known by them", err=True)
