from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from bot.cli import Failed
from bot.cli.opened import with_database
from bot.clock import SystemClock
from storage.database import Database
from storage.models import Practice, PracticeSettings
from storage.private import PhoneNumber

_CODE = re.compile(r"^[a-z0-9][a-z0-9-]{1,38}$")


@click.group("practice")
def command() -> None:
    """Add and list practices."""


@command.command("add")
@click.option("--code", required=True, help="short name in addresses: letters, digits, dashes")
@click.option("--name", required=True, help="as patients know it")
@click.option("--phone", help="the number that texts come to and from, like +447700900001")
@click.option("--timezone", default="Europe/London", show_default=True)
def add(code: str, name: str, phone: str | None, timezone: str) -> None:
    """Add a practice."""
    if not _CODE.match(code):
        raise click.UsageError(f"'{code}': use lower-case letters, digits and dashes")
    if phone is not None and not re.match(r"^\+[1-9]\d{6,14}$", phone):
        raise click.UsageError(f"'{phone}': write the number like +447700900001")
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise click.UsageError(f"'{timezone}' is no time zone, like Europe/London") from None

    async def work(database: Database) -> None:
        async with database.begin() as uow:
            if await uow.practices.by_code(code) is not None:
                raise Failed(f"there is a practice '{code}' already")
            if phone and await uow.practices.by_phone(phone) is not None:
                raise Failed("another practice has that number")
            uow.practices.add(
                Practice(
                    code=code,
                    name=name,
                    phone=PhoneNumber(phone) if phone else None,
                    timezone=timezone,
                    settings=PracticeSettings(),
                    created_at=SystemClock().now(),
                )
            )

    with_database(work)
    click.echo(f"added practice {code}")


@command.command("list")
def list_practices() -> None:
    """One line for each practice: code, name, number."""

    async def work(database: Database) -> list[Practice]:
        async with database.read() as uow:
            return list(await uow.practices.all())

    for practice in with_database(work):
        click.echo(f"{practice.code}\t{practice.name}\t{practice.phone or 'no number'}")
