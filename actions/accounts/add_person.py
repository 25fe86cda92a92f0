"""Somebody works here from now on, with a password that was chosen for them: how the first come."""

from __future__ import annotations

from actions.accounts.invite_person import AddressTaken
from actions.basis.audit import record
from actions.basis.work import Work
from storage.models import Staff, StaffPractice
from storage.models.staff import Role


async def add_person(work: Work, *, email: str, name: str, role: Role, password_hash: str) -> Staff:
    """An account at the practice, let in at once; raises AddressTaken. `email` is in small
    letters."""
    if await work.uow.staff.by_email(email) is not None:
        raise AddressTaken
    person = work.uow.staff.add(
        Staff(email=email, name=name, role=role, password_hash=password_hash, created_at=work.now)
    )
    work.uow.staff.assign(StaffPractice(staff_id=person.id, practice_id=work.practice.id))
    record(work, "added_staff", person.id, subject_type="staff", detail={"role": role})
    return person
