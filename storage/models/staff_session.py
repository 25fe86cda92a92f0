from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references


class StaffSession(HasId, Base, kw_only=True):
    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(unique=True)
    staff_id: Mapped[str] = mapped_column(references("staff.id"), index=True)
    csrf: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
