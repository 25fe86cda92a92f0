from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, only_where, references


class OptOut(HasId, Base, kw_only=True):
    __tablename__ = "opt_out"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    patient_id: Mapped[str] = mapped_column(references("patient.id"), index=True)
    source: Mapped[str]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)

    __table_args__ = (
        # STOP said twice is one opt-out, so that one START ends it.
        Index(
            "uq_opt_out_in_force",
            "patient_id",
            unique=True,
            **only_where("ended_at IS NULL"),
        ),
    )
