from __future__ import annotations

import secrets
from typing import get_args

import click

from bot.api.tokens import token_hash
from bot.cli import Failed
from bot.cli.lines import Line
from bot.cli.opened import practice_by_code, with_database
from bot.clock import SystemClock
from storage.database import Database
from storage.models import ApiToken
from storage.models.staff import Role


@click.group("token")
def command() -> None:
    """Make, list and revoke tokens of the JSON API."""


@command.command("create")
@click.option("--practice", "code", required=True, help="code of the practice")
@click.option("--role", type=click.Choice(get_args(Role)), required=True)
@click.option(
    "--label", type=Line(longest=100, may_be_empty=True), default="", help="what it is for"
)
def create(code: str, role: Role, label: str) -> None:
    """Print a new token, alone on stdout. It is shown this once."""
    token = secrets.token_urlsafe(32)

    async def work(database: Database) -> None:
        async with database.begin() as uow:
            practice, now = await practice_by_code(uow, code), SystemClock().now()
            made = uow.tokens.add(
                ApiToken(
                    token_hash=token_hash(token),
                    practice_id=practice.id,
                    role=role,
                    label=label,
                    created_at=now,
                )
            )
            uow.audit.add_by_system(
                "created_token",
                practice_id=practice.id,
                at=now,
                subject_type="token",
                subject_id=made.id,
                role=role,
            )

    with_database(work)
    click.echo(token)


@command.command("list")
@click.option("--practice", "code", required=True, help="code of the practice")
def list_tokens(code: str) -> None:
    """One line for each token: id, role, label, whether it is revoked."""

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
            token = await uow.tokens.get(token_id)
            if token is None:
                raise Failed(f"there is no token '{token_id}'")
            if token.revoked_at is not None:
                return
            token.revoked_at = SystemClock().now()
            uow.audit.add_by_system(
                "revoked_token",
                practice_id=token.practice_id,
                at=token.revoked_at,
                subject_type="token",
                subject_id=token.id,
            )

    with_database(work)
    click.echo(f"revoked {token_id}")
