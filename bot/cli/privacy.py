from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import click

from actions.basis.people import people_with
from actions.basis.work import Work
from actions.privacy.age_out import Forecast, forecast
from actions.privacy.legal_hold import lift_hold, place_hold
from bot.cli.lines import ask_before
from bot.cli.opened import settings, system_at, with_database
from bot.clock import SystemClock
from bot.retention_periods import periods_of
from bot.timers.upkeep import Upkeep
from storage.database import Database
from storage.models import LegalHold

T = TypeVar("T")

_WHY: Final = {
    "past": "past their time, to be erased",
    "held": "past their time, kept by a legal hold",
    "open": "past their time, kept because something is still open",
    "danger": "past their time, kept because nobody has seen a danger",
    "not_yet": "old, and not past their time yet",
}


@click.group("privacy")
def command() -> None:
    """How long things are kept, and legal holds."""


@command.command("retention")
@click.option("--dry-run", is_flag=True, help="say what would go, and change nothing")
@click.option("--yes", is_flag=True, help="do not ask")
def retention(dry_run: bool, yes: bool) -> None:
    """Erase what is past its time, or say what that is.

    As the nightly sweep does.
    """
    periods = periods_of(settings().config.retention)
    clock = SystemClock()

    async def look(database: Database) -> tuple[Forecast, dict[str, str]]:
        async with database.read() as uow:
            codes = {one.id: one.code for one in await uow.practices.all()}
            return await forecast(uow, periods, clock.now()), codes

    async def sweep(database: Database) -> int:
        upkeep = Upkeep(database=database, clock=clock, periods=periods, at_hour=0)
        return await upkeep.sweep(periods)

    _say(*with_database(look))
    if dry_run:
        click.echo("nothing was changed")
        return
    if not yes:
        ask_before("Erase what is past its time? This cannot be undone.")
    click.echo(f"{with_database(sweep)} people erased")


def _say(found: Forecast, codes: dict[str, str]) -> None:
    for practice_id, counts in sorted(found.people.items(), key=lambda one: codes[one[0]]):
        for why, words in _WHY.items():
            if counts[why]:
                click.echo(f"{codes[practice_id]}: {counts[why]} people {words}")
    click.echo(
        f"{found.people_to_go} people, {found.steps} turns' steps, {found.sign_ins} sign-ins"
    )


_PRACTICE = click.option("--practice", "code", required=True, help="code of the practice")


@command.command("hold")
@_PRACTICE
@click.option("--contact", required=True, help="their number, like +447700900123")
@click.option("--reason", required=True, help="why the record must be kept; kept sealed")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="the last day, like 2027-03-31")
def hold(code: str, contact: str, reason: str, until: datetime | None) -> None:
    """Keep a person's record whole. Audited.

    It is then neither erased nor aged out.

    Prints the id of the hold; of two where they write by SMS and by WhatsApp.
    """

    async def work(desk: Work) -> list[str]:
        last_day = until.date() if until else None
        people = sorted(one.id for one in await people_with(desk, contact))
        return [(await place_hold(desk, one, reason, last_day=last_day)).id for one in people]

    for hold_id in _at_desk(code, work):
        click.echo(hold_id)


@command.command("release")
@_PRACTICE
@click.argument("hold_id", metavar="ID")
def release(code: str, hold_id: str) -> None:
    """Lift a legal hold. Audited."""

    async def work(desk: Work) -> None:
        await lift_hold(desk, hold_id)

    _at_desk(code, work)
    click.echo("lifted")


@command.command("holds")
@_PRACTICE
def holds(code: str) -> None:
    """List the holds in force.

    Of each the id, the day it was placed, its last day, and the id of the person.
    """

    async def work(desk: Work) -> list[str]:
        found = await desk.uow.legal_holds.of_practices([desk.practice.id], desk.now)
        return [_line_of(one, desk.timezone) for one, _ in found]

    for line in _at_desk(code, work):
        click.echo(line)


def _line_of(hold: LegalHold, zone: ZoneInfo) -> str:
    last = f"{hold.last_moment.astimezone(zone):%Y-%m-%d}" if hold.last_moment else "until lifted"
    return f"{hold.id}  {hold.placed_at.astimezone(zone):%Y-%m-%d}  {last}  {hold.patient_id}"


def _at_desk(code: str, work: Callable[[Work], Awaitable[T]]) -> T:
    async def go(database: Database) -> T:
        async with database.begin() as uow:
            return await work(await system_at(uow, code))

    return with_database(go)
