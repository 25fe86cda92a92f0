from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references
from storage.private import PatientText
from storage.types import SealedText

NoteKind: TypeAlias = Literal["note", "safeguarding", "outcome"]


class Note(HasId, Base, kw_only=True):
    __tablename__ = "note"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    referral_id: Mapped[str] = mapped_column(references("referral.id"), index=True)
    staff_id: Mapped[str] = mapped_column(references("staff.id"))
    kind: Mapped[NoteKind] = mapped_column(String, default="note")
    text: Mapped[PatientText] = mapped_column(SealedText(PatientText))
    at: Mapped[datetime]
