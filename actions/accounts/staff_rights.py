"""Who may look after whose account: managers their practices' workers, administrators everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from actions.basis.errors import NotAllowed, NotFound

if TYPE_CHECKING:
    from storage.models import Staff
    from storage.models.staff import Role
    from storage.unit_of_work import UnitOfWork

LOOKS_AFTER: Final[Mapping[str, tuple[Role, ...]]] = {
    "practice_manager": ("link_worker", "practice_manager"),
    "administrator": ("link_worker", "practice_manager", "programme_lead", "administrator"),
}
Why: TypeAlias = Literal["", "oneself", "role", "elsewhere"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boss:
    """Who acts: never beyond their own practices, whatever their role."""

    staff_id: str
    role: str
    practice_ids: tuple[str, ...]

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles whose accounts they may make and change."""
        return LOOKS_AFTER.get(self.role, ())


def why_not(boss: Boss, person: Staff, practice_ids: Sequence[str]) -> Why:
    """Why `boss` may not change this person's account, "" if they may.

    Somebody who works for another practice too is left to who is over all of them: what one
    practice decided would end their work for the other.
    """
    if person.id == boss.staff_id:
        return "oneself"
    if person.role not in boss.roles:
        return "role"
    return "" if set(practice_ids) <= set(boss.practice_ids) else "elsewhere"


async def find_person(uow: UnitOfWork, boss: Boss, staff_id: str) -> tuple[Staff, list[str]]:
    """A person of the boss's practices and the ids of theirs; NotFound for any other."""
    person = await uow.staff.get(staff_id)
    theirs = [one.id for one in await uow.staff.practices_of(staff_id)]
    if person is None or not set(theirs) & set(boss.practice_ids):
        raise NotFound("Nobody of your practices has this account.")
    return person, theirs


async def person_to_change(uow: UnitOfWork, boss: Boss, staff_id: str) -> Staff:
    """The same, for who may change them: NotAllowed says that this is not so."""
    person, theirs = await find_person(uow, boss, staff_id)
    if why_not(boss, person, theirs):
        raise NotAllowed("You cannot change this account.")
    return person
