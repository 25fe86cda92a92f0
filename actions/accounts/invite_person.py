"""Invite somebody to work here: an account that nobody can use until its link was taken up."""

from __future__ import annotations

from collections.abc import Sequence

from actions.accounts.account_work import AccountWork
from actions.accounts.staff_links import NewLink, make_link
from actions.accounts.staff_rights import Boss
from actions.basis.errors import ActionError, NotAllowed, NotFound
from storage.models import Staff, StaffPractice
from storage.models.staff import NO_PASSWORD, Role


class AddressTaken(ActionError):
    code = "address_taken"

    def __init__(self) -> None:
        super().__init__("Somebody has an account with that email address already.")


async def invite_person(
    work: AccountWork,
    boss: Boss,
    *,
    name: str,
    email: str,
    role: Role,
    practice_ids: Sequence[str],
) -> NewLink:
    """Make the account and its link.

    Raises NotAllowed for a role that is not the boss's to give, NotFound for a practice that is
    not theirs, AddressTaken when there is such an account, in any practice.
    """
    if role not in boss.roles:
        raise NotAllowed("You cannot invite somebody with that role.")
    if not practice_ids or not set(practice_ids) <= set(boss.practice_ids):
        raise NotFound("You do not work for that practice.")
    address = email.strip().lower()
    if await work.uow.staff.by_email(address) is not None:
        raise AddressTaken
    person = work.uow.staff.add(
        Staff(
            email=address,
            name=name.strip(),
            role=role,
            password_hash=NO_PASSWORD,
            is_active=False,
            created_at=work.now,
        )
    )
    for practice_id in practice_ids:
        work.uow.staff.assign(StaffPractice(staff_id=person.id, practice_id=practice_id))
    await work.uow.flush()
    await work.record("invited_staff", person.id, {"role": role})
    return await make_link(work, person, "invitation")
