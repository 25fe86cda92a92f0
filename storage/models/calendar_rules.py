from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references


class CalendarRules(HasId, Base, kw_only=True):
    """How a link worker may be booked at a practice; None is the practice's own rule."""

    __tablename__ = "calendar_rules"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    link_worker_id: Mapped[str] = mapped_column(references("staff.id"), index=True)
    minutes_before: Mapped[int] = mapped_column(default=0)
    minutes_after: Mapped[int] = mapped_column(default=0)
    notice_hours: Mapped[int | None] = mapped_column(default=None)
    weeks_ahead: Mapped[int | None] = mapped_column(default=None)

    __table_args__ = (UniqueConstraint("practice_id", "link_worker_id"),)
