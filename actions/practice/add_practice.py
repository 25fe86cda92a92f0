"""A practice is taken on: its code, its name, and the number that texts come to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from actions.basis.errors import NotAllowed
from storage.models import Practice, PracticeSettings
from storage.private import PhoneNumber

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork


async def add_practice(
    uow: UnitOfWork, *, code: str, name: str, phone: str | None, timezone: str, now: datetime
) -> Practice:
    """Keep it, with the usual settings. `phone` is in E.164.

    Raises NotAllowed where another practice has the code, or the number: a text to that would reach
    the wrong people.
    """
    if await uow.practices.by_code(code) is not None:
        raise NotAllowed(f"There is a practice '{code}' already.")
    if phone and await uow.practices.by_phone(phone) is not None:
        raise NotAllowed("Another practice has that number.")
    made = uow.practices.add(
        Practice(
            code=code,
            name=name,
            phone=PhoneNumber(phone) if phone else None,
            timezone=timezone,
            settings=PracticeSettings(),
            created_at=now,
        )
    )
    uow.audit.add_by_system(
        "added_practice",
        practice_id=made.id,
        at=now,
        subject_type="practice",
        subject_id=made.id,
    )
    return made
