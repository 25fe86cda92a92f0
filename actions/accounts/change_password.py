"""Somebody changes their own password; whoever else was signed in as them is signed out."""

from __future__ import annotations

from actions.accounts.account_work import AccountWork
from actions.basis.errors import NotFound


async def change_password(work: AccountWork, staff_id: str, password_hash: str) -> None:
    """Keep the new password. Every session ends, this one too: the page begins a new one."""
    person = await work.uow.staff.get(staff_id)
    if person is None:
        raise NotFound("This account is gone.")
    person.password_hash = password_hash
    await work.uow.sessions.end_all_of(staff_id, work.now)
    await work.uow.staff_links.end_all_of(staff_id, work.now)
    await work.record("changed_password", staff_id)
