from __future__ import annotations

import re
from typing import get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
import orjson

from actions.basis.errors import ActionError
from actions.basis.work import Work
from actions.booking.set_hours import WeekHours, set_week
from actions.booking.who_keeps_visits import keeps_visits
from actions.practice.add_practice import add_practice
from actions.practice.set_by_name import set_by_name
from actions.practice.set_contact import texting_number
from bot.cli import Failed
from bot.cli.lines import Address, Line
from bot.cli.opened import system_at, with_database
from bot.cli.practice_settings import SettingRefused, changed, times, weekdays
from bot.clock import SystemClock
from storage.database import Database
from storage.models import Practice, PracticeSettings
from storage.models.appointment import Mode

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,38}")


@click.group("practice")
def command() -> None:
    """Add and list practices, and say how one works."""


@command.command("add")
@click.option("--code", required=True, help="short name in addresses: letters, digits, dashes")
@click.option("--name", type=Line(longest=100), required=True, help="as patients know it")
@click.option("--phone", help="the number that texts come to and from, like +447700900001")
@click.option("--timezone", default="Europe/London", show_default=True)
def add(code: str, name: str, phone: str | None, timezone: str) -> None:
    """Add a practice."""
    if not _CODE.fullmatch(code):
        raise click.UsageError(f"{code[:40]!r}: use 2 to 39 lower-case letters, digits and dashes")
    number = texting_number(phone) if phone is not None else None
    if phone is not None and number is None:
        raise click.UsageError(
            f"'{phone[:40]}': texts need a mobile number, written like +447700900001; "
            "networks read texts to landlines aloud"
        )
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise click.UsageError(f"'{timezone}' is no time zone, like Europe/London") from None

    async def work(database: Database) -> None:
        async with database.begin() as uow:
            await add_practice(
                uow,
                code=code,
                name=name,
                phone=number,
                timezone=timezone,
                now=SystemClock().now(),
            )

    with_database(work, may_make=True)
    click.echo(f"added practice {code}")


@command.command("list")
def list_practices() -> None:
    """One line for each practice: code, name, number, id."""

    async def work(database: Database) -> list[Practice]:
        async with database.read() as uow:
            return list(await uow.practices.all())

    for practice in with_database(work):
        number = practice.phone or "no number"
        click.echo(f"{practice.code}\t{practice.name}\t{number}\t{practice.id}")


@command.command("set")
@click.argument("code")
@click.argument("assignments", nargs=-1, metavar="NAME=VALUE…")
def set_settings(code: str, assignments: tuple[str, ...]) -> None:
    """Change how a practice works, or show it.

    Without NAME=VALUE all its settings are shown.
    """

    async def work(database: Database) -> PracticeSettings:
        async with database.begin() as uow:
            desk = await system_at(uow, code)
            if assignments:
                # Else a group's other parts are an older copy's.
                await uow.practices.lock(desk.practice)
                await _set(desk, changed(desk.practice.settings, assignments))
            return desk.practice.settings

    try:
        found = with_database(work)
    except SettingRefused as error:
        raise click.UsageError(str(error)) from error
    for name, value in found.model_dump(mode="json").items():
        click.echo(f"{name}={orjson.dumps(value).decode()}")


async def _set(desk: Work, wanted: PracticeSettings) -> None:
    """As set_by_name; what it refuses was wrongly typed."""
    try:
        await set_by_name(desk, wanted)
    except ActionError as error:
        raise SettingRefused(str(error)) from error


@command.command("hours")
@click.argument("code")
@click.option("--email", type=Address(), required=True, help="the link worker's address")
@click.option("--days", required=True, help="like mon-fri or mon,wed")
@click.option("--times", "span", required=True, help="like 09:30-16:00")
@click.option("--modes", help="like phone,in_person; without it, all that the practice offers")
def hours(code: str, email: str, days: str, span: str, modes: str | None) -> None:
    """Say when a link worker can be booked.

    Said anew, it replaces what was said before.
    """
    try:
        weekdays_chosen, (opens, closes) = weekdays(days), times(span)
    except SettingRefused as error:
        raise click.UsageError(str(error)) from error
    ways = None if modes is None else {mode.strip() for mode in modes.split(",")}
    if ways is not None and not ways <= set(get_args(Mode)):
        raise click.UsageError(f"modes are: {', '.join(get_args(Mode))}")

    async def work(database: Database) -> None:
        async with database.begin() as uow:
            desk = await system_at(uow, code)
            worker = await uow.staff.by_email(email)
            if worker is None or not await uow.staff.works_at(worker.id, desk.practice.id):
                raise Failed(f"{email} does not work at {code}")
            if not await keeps_visits(desk, worker.id):
                raise Failed(f"{email} is no link worker, and keeps no appointments")
            offered = desk.practice.settings.modes
            if ways is not None and not ways <= set(offered):
                raise Failed(f"{code} offers: {', '.join(offered)}")
            chosen = tuple(mode for mode in offered if ways is None or mode in ways)
            week = [
                WeekHours(weekday=weekday, from_time=opens, to_time=closes, modes=chosen)
                for weekday in weekdays_chosen
            ]
            await set_week(desk, worker.id, week)

    with_database(work)
    click.echo(f"{email} can be booked {days} {span}")
