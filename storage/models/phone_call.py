from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references
from storage.private import PatientText
from storage.types import SealedText

CallOutcome: TypeAlias = Literal["reached", "no_answer", "no_message", "left_message"]


class PhoneCall(HasId, Base, kw_only=True):
    """A call that a member of staff made, as they told it."""

    __tablename__ = "phone_call"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    referral_id: Mapped[str] = mapped_column(references("referral.id"), index=True)
    staff_id: Mapped[str] = mapped_column(references("staff.id"))
    outcome: Mapped[CallOutcome] = mapped_column(String)
    minutes: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[PatientText | None] = mapped_column(SealedText(PatientText), default=None)
    at: Mapped[datetime]
