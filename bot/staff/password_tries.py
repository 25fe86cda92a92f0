"""A try at somebody's password, counted before the password is looked at.

Counted afterwards, any number of tries at one moment would all be the first.
"""

from __future__ import annotations

from actions.accounts.sign_in_tries import count_failure, is_locked, is_one_too_many
from bot.staff.desk import Desk


async def begin_try(desk: Desk, email: str) -> str | None:
    """The id of this try, which counts as a failure until it is forgotten; None while locked."""
    now = desk.clock.now()
    async with desk.db.read() as uow:
        if await is_locked(uow, email, now):
            return None
    async with desk.db.begin() as uow:
        tried = count_failure(uow, email, now).id
    async with desk.db.read() as uow:
        return None if await is_one_too_many(uow, email, now) else tried
