from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references


class Room(HasId, Base, kw_only=True):
    """Where people are seen in person. One that is given up stays for the visits it had."""

    __tablename__ = "room"

    practice_id: Mapped[str] = mapped_column(references("practice.id"), index=True)
    name: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True)
