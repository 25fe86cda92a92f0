from __future__ import annotations

from typing import Final

import click

from actions.accounts.account_work import AccountWork
from actions.accounts.add_person import add_person
from actions.accounts.change_person import set_person
from actions.accounts.second_factor import turn_off_second_factor
from actions.basis.work import SYSTEM
from bot.cli import Failed
from bot.cli.lines import Address, Line, secret_line
from bot.cli.opened import practice_by_code, system_at, with_database
from bot.cli.role_name import RoleName
from bot.clock import SystemClock
from bot.staff.passwords import MAXIMUM_LENGTH, MINIMUM_LENGTH, hash_password, problem_of
from storage.database import Database
from storage.models import Staff
from storage.models.staff import Role

_WRONG_PASSWORD: Final = {
    "too_short": f"a password has {MINIMUM_LENGTH} characters or more",
    "too_long": f"a password has {MAXIMUM_LENGTH} characters at most",
    "is_address": "a password is not the email address",
    "too_plain": "a password has four different characters or more",
}


@click.group("staff")
def command() -> None:
    """Add and list staff; help who lost their phone."""


@command.command("add")
@click.option("--practice", "code", required=True, help="code of the practice")
@click.option("--email", type=Address(), required=True)
@click.option("--name", type=Line(), required=True)
@click.option("--role", type=RoleName(), required=True)
@click.option("--password", help="asked for when not given; piped in, its first line is taken")
def add(code: str, email: str, name: str, role: Role, password: str | None) -> None:
    """Add a member of staff.

    The password is asked for, and never shown.
    """
    given = secret_line("Password", twice=True) if password is None else password
    problem = problem_of(given, given, email=email)
    if problem:
        raise click.UsageError(_WRONG_PASSWORD[problem])
    password_hash = hash_password(given)  # which takes its time, so before the unit is open

    async def work(database: Database) -> None:
        async with database.begin() as uow:
            await add_person(
                await system_at(uow, code),
                email=email,
                name=name,
                role=role,
                password_hash=password_hash,
            )

    with_database(work)
    click.echo(f"added {email} to {code}")


@command.command("join")
@click.option("--practice", "code", required=True, help="code of the practice")
@click.option("--email", type=Address(), required=True, help="of somebody who has an account")
def join(code: str, email: str) -> None:
    """Let a member of staff work for one more practice.

    The page People does the rest.
    """

    async def work(database: Database) -> None:
        async with database.begin() as uow:
            practice, person = await practice_by_code(uow, code), await uow.staff.by_email(email)
            if person is None:
                raise Failed("there is no member of staff with that address")
            theirs = {one.id for one in await uow.staff.practices_of(person.id)}
            await set_person(
                AccountWork(uow=uow, now=SystemClock().now(), actor=SYSTEM),
                person,
                name=person.name,
                role=person.role,
                practice_ids=[*theirs, practice.id],
            )

    with_database(work)
    click.echo(f"{email} works for {code}")


@command.command("clear-second-step")
@click.option("--email", type=Address(), required=True)
def clear_second_step(email: str) -> None:
    """Let somebody who lost their phone sign in without it.

    They sign in by password alone; their sessions end.
    """

    async def work(database: Database) -> None:
        async with database.begin() as uow:
            person = await uow.staff.by_email(email)
            if person is None:
                raise Failed("there is no member of staff with that address")
            account = AccountWork(uow=uow, now=SystemClock().now(), actor=SYSTEM)
            await turn_off_second_factor(account, person.id)
            await uow.sessions.end_all_of(person.id, account.now)

    with_database(work)
    click.echo(f"cleared the second step of {email}")


@command.command("list")
@click.option("--practice", "code", required=True, help="code of the practice")
def list_staff(code: str) -> None:
    """One line for each: address, name, role."""

    async def work(database: Database) -> list[Staff]:
        async with database.read() as uow:
            practice = await practice_by_code(uow, code)
            return list(await uow.staff.of_practice(practice.id))

    for person in with_database(work):
        click.echo(f"{person.email}\t{person.name}\t{person.role}")
