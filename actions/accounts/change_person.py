"""Somebody's role, name or practices change; and somebody is signed out everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from actions.accounts.account_work import AccountWork
from actions.accounts.staff_rights import Boss, person_to_change
from actions.basis.errors import NotAllowed, NotFound
from storage.models import Staff, StaffPractice
from storage.models.staff import Role


async def change_person(
    work: AccountWork,
    boss: Boss,
    staff_id: str,
    *,
    name: str,
    role: Role,
    practice_ids: Sequence[str],
) -> None:
    """Change an account of the boss's practices.

    Raises NotAllowed for an account or a role that is not the boss's to change, NotFound for a
    practice that is not theirs, or for none at all.
    """
    person = await person_to_change(work.uow, boss, staff_id)
    if role not in boss.roles:
        raise NotAllowed("You cannot give somebody that role.")
    if not practice_ids or not set(practice_ids) <= set(boss.practice_ids):
        raise NotFound("You do not work for that practice.")
    await set_person(work, person, name=name, role=role, practice_ids=practice_ids)


async def set_person(
    work: AccountWork, person: Staff, *, name: str, role: Role, practice_ids: Sequence[str]
) -> None:
    """The same, whoever may: the last word on what changes with a role and a practice.

    Who has another role now, or leaves a practice, is signed out: an open page of theirs would
    offer what is not theirs any more. What they have there, `give_back` gives to the team.
    """
    before = {one.id for one in await work.uow.staff.practices_of(person.id)}
    joined, left = sorted(set(practice_ids) - before), sorted(before - set(practice_ids))
    if (person.name, person.role) == (name, role) and not joined and not left:
        return
    for practice_id in joined:
        work.uow.staff.assign(StaffPractice(staff_id=person.id, practice_id=practice_id))
    await work.uow.flush()
    # While they belong to all of them, so that each has it in its trail.
    detail = {"role": role, "was": person.role, "joined": joined, "left": left}
    await work.record("changed_staff", person.id, detail)
    if role != person.role or left:
        await work.uow.sessions.end_all_of(person.id, work.now)
    for practice_id in left:
        await work.uow.staff.unassign(person.id, practice_id)
    person.name, person.role = name, role


async def sign_out_person(work: AccountWork, boss: Boss, staff_id: str) -> None:
    """End every session of somebody; NotAllowed for whom the boss may not change."""
    person = await person_to_change(work.uow, boss, staff_id)
    await work.uow.sessions.end_all_of(person.id, work.now)
    await work.record("signed_out_staff", person.id)
