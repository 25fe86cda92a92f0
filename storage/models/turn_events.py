from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references
from storage.types import SealedJson


class TurnEvents(HasId, Base, kw_only=True):
    """Everything that happened in one turn, in order: it was committed at once, and is one row."""

    __tablename__ = "turn_events"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    conversation_id: Mapped[str] = mapped_column(references("conversation.id"))
    message_id: Mapped[str | None] = mapped_column(references("message.id"), default=None)
    """The text that began the turn; None where a timer did."""
    at: Mapped[datetime]
    happened: Mapped[list[dict[str, Any]]]
    """[{type, flow, step}]: nothing of the person, so that steps can be counted."""
    details: Mapped[list[dict[str, Any]] | None] = mapped_column(SealedJson, default=None)
    """One for each that happened: slots and their values, wording. None once erased."""

    __table_args__ = (
        Index(None, "conversation_id", "id"),
        Index(None, "practice_id", "at"),
    )
