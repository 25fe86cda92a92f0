from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references


class CheckInPlan(HasId, Base, kw_only=True):
    """One person's own plan; whoever has none follows the practice's."""

    __tablename__ = "check_in_plan"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    patient_id: Mapped[str] = mapped_column(references("patient.id"))
    referral_id: Mapped[str] = mapped_column(references("referral.id"), unique=True)
    counted_from: Mapped[datetime]
    """The time from which `after` counts, on the person's clock."""
    after: Mapped[list[str]]
    """Like "2w" or "10d"."""
    question: Mapped[str | None] = mapped_column(default=None)
    is_on: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
