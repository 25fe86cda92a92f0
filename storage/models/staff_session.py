from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references

StartedWith: TypeAlias = Literal["password", "single_sign_on"]


class StaffSession(HasId, Base, kw_only=True):
    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(unique=True)
    staff_id: Mapped[str] = mapped_column(references("staff.id"), index=True)
    csrf: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    last_seen_at: Mapped[datetime | None] = mapped_column(default=None)
    """When its person last opened or sent a page, to the minute; None on old rows."""
    browser: Mapped[str | None] = mapped_column(default=None)
    """Its family only, such as "Firefox on Windows"."""
    started_with: Mapped[StartedWith | None] = mapped_column(String, default=None)
