"""What is done to accounts of staff: one unit of work, the time, and who answers for it.

Unlike Work it belongs to no practice, for a person may work for several.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from storage.models import Audit

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountWork:
    """`now` is aware and in UTC; `actor` is as in the audit trail."""

    uow: UnitOfWork
    now: datetime
    actor: str

    async def record(
        self, action: str, staff_id: str, detail: Mapping[str, Any] | None = None
    ) -> None:
        """One line of the audit trail for each practice that the person works for."""
        for practice in await self.uow.staff.practices_of(staff_id):
            self.uow.audit.write(
                Audit(
                    practice_id=practice.id,
                    at=self.now,
                    actor=self.actor,
                    action=action,
                    subject_type="staff",
                    subject_id=staff_id,
                    detail=dict(detail or {}),
                )
            )
