from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, references


class Presence(Base, kw_only=True):
    """When a member of staff last had a conversation open; old rows say nothing."""

    __tablename__ = "presence"

    conversation_id: Mapped[str] = mapped_column(references("conversation.id"), primary_key=True)
    staff_id: Mapped[str] = mapped_column(references("staff.id"), primary_key=True)
    at: Mapped[datetime]
