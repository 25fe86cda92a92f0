from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references


class Consent(HasId, Base, kw_only=True):
    __tablename__ = "consent"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    patient_id: Mapped[str] = mapped_column(references("patient.id"), index=True)
    kind: Mapped[str]
    given: Mapped[bool]
    source: Mapped[str]
    at: Mapped[datetime]
