from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references
from storage.private import PatientText
from storage.types import SealedText

CheckInStatus: TypeAlias = Literal["planned", "sent", "answered", "unanswered", "cancelled"]
CheckInAnswer: TypeAlias = Literal["better", "same", "worse", "call"]


class CheckIn(HasId, Base, kw_only=True):
    __tablename__ = "check_in"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    referral_id: Mapped[str] = mapped_column(references("referral.id"))
    patient_id: Mapped[str] = mapped_column(references("patient.id"), index=True)
    sequence: Mapped[int]
    due_at: Mapped[datetime]
    status: Mapped[CheckInStatus] = mapped_column(String, default="planned")
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answer: Mapped[CheckInAnswer | None] = mapped_column(String, default=None)
    words: Mapped[PatientText | None] = mapped_column(SealedText(PatientText), default=None)
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    """Which version of the person's plan it belongs to; its timers carry the same."""
    question: Mapped[str | None] = mapped_column(default=None)
    """The 0 to 10 question that follows, by id; see actions/check_ins/check_in_questions.py."""
    question_version: Mapped[int | None] = mapped_column(default=None)
    """The version of the question's wording that `score` answers."""
    score: Mapped[int | None] = mapped_column(default=None)

    __table_args__ = (
        Index(None, "referral_id", "sequence"),
        Index(None, "status", "due_at"),
    )
