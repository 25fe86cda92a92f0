from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references


class CalendarFeed(HasId, Base, kw_only=True):
    """The secret address of a link worker's calendar; only the hash of its token is kept."""

    __tablename__ = "calendar_feed"

    staff_id: Mapped[str] = mapped_column(references("staff.id"), unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
