"""What subcommands share: run a coroutine on an opened database."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from bot.settings import Settings, config_in, load_settings
from storage.database import Database
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


def with_database(work: Callable[[Database], Awaitable[T]], *, upgrade: bool = True) -> T:
    """Open the database, migrate it, do `work`, and close it again."""

    async def run() -> T:
        found = settings()
        database = Database.open(
            found.database_url,
            Keyring.from_secret(found.secret_key),
            **found.config.database.model_dump(),
        )
        try:
            if upgrade:
                await database.upgrade()
            else:
                await database.refuse_unknown()
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(run())


async def practice_by_code(uow: UnitOfWork, code: str) -> Practice:
    """The practice with this code; a usage error naming the code if there is none."""
    from bot.cli import Failed

    practice = await uow.practices.by_code(code)
    if practice is None:
        raise Failed(f"there is no practice '{code}'; `blether practice list` shows them")
    return practice
