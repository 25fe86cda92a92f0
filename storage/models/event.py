from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references
from storage.types import SealedJson


class Event(HasId, Base, kw_only=True):
    __tablename__ = "event"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    conversation_id: Mapped[str] = mapped_column(references("conversation.id"))
    message_id: Mapped[str | None] = mapped_column(references("message.id"), default=None)
    at: Mapped[datetime]
    type: Mapped[str]
    flow: Mapped[str | None] = mapped_column(default=None)
    step: Mapped[str | None] = mapped_column(default=None)
    data: Mapped[dict[str, Any] | None] = mapped_column(SealedJson, default=None)

    __table_args__ = (Index(None, "conversation_id", "id"),)
