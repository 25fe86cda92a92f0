from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references


class Availability(HasId, Base, kw_only=True):
    """A weekly stretch in which a link worker sees people; times are the practice's local time."""

    __tablename__ = "availability"

    practice_id: Mapped[str] = mapped_column(references("practice.id"), index=True)
    link_worker_id: Mapped[str] = mapped_column(references("staff.id"), index=True)
    weekday: Mapped[int]
    """0 is Monday."""
    from_time: Mapped[str]
    to_time: Mapped[str]
    modes: Mapped[list[str]] = mapped_column(default_factory=list)
    valid_from: Mapped[date | None] = mapped_column(default=None)
    valid_to: Mapped[date | None] = mapped_column(default=None)
