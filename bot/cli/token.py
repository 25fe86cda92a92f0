from __future__ import annotations

import click

from actions.accounts.api_tokens import make_api_token, revoke_api_token
from bot.cli.lines import Line
from bot.cli.opened import practice_by_code, system_at, with_database
from bot.cli.role_name import RoleName
from bot.clock import SystemClock
from storage.database import Database
from storage.models import ApiToken
from storage.models.staff import Role


@click.group("token")
def command() -> None:
    """Make, list and revoke tokens of the JSON API."""


@command.command("create")
@click.option("--practice", "code", required=True, help="code of the practice")
@click.option("--role", type=RoleName(), required=True)
@click.option(
    "--label", type=Line(longest=100, may_be_empty=True), default="", help="what it is for"
)
def create(code: str, role: Role, label: str) -> None:
    """Print a new token, alone on stdout. It is shown this once."""

    async def work(database: Database) -> str:
        async with database.begin() as uow:
            return make_api_token(await system_at(uow, code), role, label)

    click.echo(with_database(work))


@command.command("list")
@click.option("--practice", "code", required=True, help="code of the practice")
def list_tokens(code: str) -> None:
    """One line for each: id, role, label, whether revoked."""

    async def work(database: Database) -> list[ApiToken]:
        async with database.read() as uow:
            practice = await practice_by_code(uow, code)
            return list(await uow.tokens.of_practice(practice.id))

    for token in with_database(work):
        state = "revoked" if token.revoked_at else "in use"
        click.echo(f"{token.id}\t{token.role}\t{token.label}\t{state}")


@command.command("revoke")
@click.argument("token_id")
def revoke(token_id: str) -> None:
    """Revoke the token with this id (see `list`)."""

    async def work(database: Database) -> None:
        async with database.begin() as uow:
            await revoke_api_token(uow, token_id, SystemClock().now())

    with_database(work)
    click.echo(f"revoked {token_id}")
