"""What every action works with: one unit of work, the time, the practice, and who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from storage.models import Patient, Practice
    from storage.unit_of_work import UnitOfWork

SYSTEM = "system"
"""The actor of what nobody in particular asked for: a timer, a carrier's receipt."""


def staff_actor(staff_id: str) -> str:
    return f"staff:{staff_id}"


def patient_actor(patient_id: str) -> str:
    return f"patient:{patient_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One piece of work in one transaction.

    `now` is the server's clock, aware and in UTC. `actor` is who answers for it in the audit
    trail: "staff:ID", "token:ID", "patient:ID" or "system".
    """

    uow: UnitOfWork
    now: datetime
    practice: Practice
    actor: str

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(self.practice.timezone)

    def now_for(self, patient: Patient | None) -> datetime:
        """The time on this patient's clock; only a simulated phone's differs from ours."""
        return self.now + patient.clock_shift if patient else self.now
