from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references
from storage.private import PatientText
from storage.types import SealedText


class SafeguardingRecord(HasId, Base, kw_only=True):
    """That a concern was raised, with whom, and what was agreed.

    Nobody changes one: what was wrong is put right by a further record that names it.
    """

    __tablename__ = "safeguarding_record"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    referral_id: Mapped[str] = mapped_column(references("referral.id"), index=True)
    staff_id: Mapped[str] = mapped_column(references("staff.id"))
    concern: Mapped[PatientText] = mapped_column(SealedText(PatientText))
    noticed_on: Mapped[date]
    """A day of the practice's calendar."""
    raised_to: Mapped[PatientText] = mapped_column(SealedText(PatientText))
    raised_at: Mapped[datetime]
    next_step: Mapped[PatientText] = mapped_column(SealedText(PatientText))
    corrects_id: Mapped[str | None] = mapped_column(
        references("safeguarding_record.id"), default=None
    )
    at: Mapped[datetime]
