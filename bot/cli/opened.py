"""What subcommands share: run a coroutine on an opened database."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from actions.audit_trail.known_secret import refuse_unknown_secret
from actions.basis.errors import ActionError
from actions.basis.work import SYSTEM, Work
from bot.cli import Failed
from bot.clock import SystemClock
from bot.settings import Settings, config_in, load_settings
from bot.settings_doubts import warn_if_guessable
from storage.database import Database, sqlite_file
from storage.keyring import Keyring
from storage.models import Practice
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")


def settings(*, is_demo: bool = False, port: int = 8080) -> Settings:
    """The settings of this process's environment; raises SettingsError."""
    return load_settings(os.environ, is_demo=is_demo, address=f"http://127.0.0.1:{port}")


def flows_path() -> Path:
    """The folder of flows that config.yml names; needs no secret."""
    return config_in(os.environ).flows_path()


def with_database(
    work: Callable[[Database], Awaitable[T]],
    *,
    may_make: bool = False,
    upgrade: bool = True,
    knows_secret: bool = True,
) -> T:
    """Open the database, migrate it, do `work`, and close it again.

    It has to be there already, but for what `may_make` it: a command that looked at an empty one,
    made where DATABASE_URL was mistyped, would say that nobody is known.
    What an action refuses is Failed, in its own words. Without `upgrade` it stays at its revision;
    whether the secret is known (else SecretUnknown) can be looked at on this release's schema only.
    """

    async def run() -> T:
        found = settings()
        warn_if_guessable(found.secret_key)
        if not may_make:
            _refuse_absent(found.database_url)
        database = Database.open(
            found.database_url,
            Keyring.from_secret(found.secret_key),
            **found.config.database.model_dump(),
        )
        try:
            if not upgrade:
                await database.refuse_unknown()
                return await work(database)
            await database.upgrade()
            if knows_secret:
                await refuse_unknown_secret(database)
            return await work(database)
        finally:
            await database.close()

    try:
        return asyncio.run(run())
    except ActionError as error:
        raise Failed(str(error)) from error


def _refuse_absent(url: str) -> None:
    """To open a file of SQLite that is not there would make an empty one."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        raise Failed(
            f"{file.absolute()}: there is no database there; DATABASE_URL says where it is, "
            "and `blether db upgrade` makes one"
        )


async def practice_by_code(uow: UnitOfWork, code: str) -> Practice:
    """The practice with this code; Failed, which names the code, if there is none."""
    practice = await uow.practices.by_code(code)
    if practice is None:
        raise Failed(f"there is no practice '{code}'; `blether practice list` shows them")
    return practice


async def system_at(uow: UnitOfWork, code: str) -> Work:
    """Work at the practice with this code, for which the system answers in the audit trail; Failed
    if there is none."""
    practice = await practice_by_code(uow, code)
    return Work(uow=uow, now=SystemClock().now(), practice=practice, actor=SYSTEM)
