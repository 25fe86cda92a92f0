from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references

DayKind: TypeAlias = Literal["none", "extra", "instead"]
"""none: sees nobody that day. extra: also then. instead: only then, whatever the week says."""


class DayHours(HasId, Base, kw_only=True):
    """One day on which a link worker's hours differ from their week; times are local "HH:MM"."""

    __tablename__ = "day_hours"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    link_worker_id: Mapped[str] = mapped_column(references("staff.id"), index=True)
    day: Mapped[date]
    kind: Mapped[DayKind] = mapped_column(String)
    from_time: Mapped[str | None] = mapped_column(default=None)
    to_time: Mapped[str | None] = mapped_column(default=None)
    modes: Mapped[list[str]] = mapped_column(default_factory=list)

    __table_args__ = (Index(None, "practice_id", "day"),)
