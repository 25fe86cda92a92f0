"""Somebody leaves, and may come back: their account is closed or opened, never removed."""

from __future__ import annotations

from actions.accounts.account_work import AccountWork
from actions.accounts.staff_rights import Boss, person_to_change
from actions.basis.errors import NotAllowed
from storage.models.staff import NO_PASSWORD


async def deactivate_person(work: AccountWork, boss: Boss, staff_id: str) -> None:
    """Sign somebody out everywhere and let them in no more; an invitation is withdrawn."""
    person = await person_to_change(work.uow, boss, staff_id)
    person.is_active = False
    await work.uow.sessions.end_all_of(person.id, work.now)
    await work.uow.staff_links.end_all_of(person.id, work.now)
    await work.record("deactivated_staff", person.id)


async def reactivate_person(work: AccountWork, boss: Boss, staff_id: str) -> None:
    """Let somebody sign in again with the password they had; NotAllowed if they never had one."""
    person = await person_to_change(work.uow, boss, staff_id)
    if person.password_hash == NO_PASSWORD:
        raise NotAllowed("They have not taken up their invitation. Make them a new link.")
    person.is_active = True
    await work.record("reactivated_staff", person.id)
