from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId


class Audit(HasId, Base, kw_only=True):
    """Who did what to whom; triggers in the migrations refuse every change of it.

    It has no foreign keys: the trail outlives what it speaks of.
    """

    __tablename__ = "audit"

    practice_id: Mapped[str | None] = mapped_column(default=None)
    at: Mapped[datetime]
    actor: Mapped[str]
    """"staff:ID", "token:ID", "patient:ID" or "system"."""
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)

    __table_args__ = (
        Index(None, "practice_id", "id"),
        Index(None, "subject_type", "subject_id"),
    )
