from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references

FeedbackKind: TypeAlias = Literal["needs", "no_danger", "missed_danger"]


class TriageFeedback(HasId, Base, kw_only=True):
    """A person's word on how one text was understood: its labels before, and as they should be."""

    __tablename__ = "triage_feedback"

    practice_id: Mapped[str] = mapped_column(references("practice.id"), index=True)
    referral_id: Mapped[str] = mapped_column(references("referral.id"), index=True)
    message_id: Mapped[str] = mapped_column(references("message.id"), index=True)
    staff_id: Mapped[str] = mapped_column(references("staff.id"))
    kind: Mapped[FeedbackKind] = mapped_column(String)
    needs_before: Mapped[list[str]]
    risk_before: Mapped[str]
    needs_after: Mapped[list[str]]
    risk_after: Mapped[str]
    at: Mapped[datetime]
