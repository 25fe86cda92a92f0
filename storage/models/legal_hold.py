from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references
from storage.private import PatientText
from storage.types import SealedText


class LegalHold(HasId, Base, kw_only=True):
    """Why a person's record must be kept whole: while one is in force nothing of it is erased."""

    __tablename__ = "legal_hold"

    practice_id: Mapped[str] = mapped_column(references("practice.id"), index=True)
    patient_id: Mapped[str] = mapped_column(references("patient.id"), index=True)
    reason: Mapped[PatientText] = mapped_column(SealedText(PatientText))
    placed_by: Mapped[str]
    """The actor, as in the audit trail."""
    placed_at: Mapped[datetime]
    until: Mapped[datetime | None] = mapped_column(default=None)
    """When it ends by itself; None until somebody lifts it."""
    lifted_at: Mapped[datetime | None] = mapped_column(default=None)
    lifted_by: Mapped[str | None] = mapped_column(default=None)

    @property
    def last_moment(self) -> datetime | None:
        """Within its last day; `until` itself is the next midnight, in summer still that day in
        UTC and in winter no longer."""
        return None if self.until is None else self.until - timedelta(seconds=1)
