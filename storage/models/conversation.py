from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, only_where, references
from storage.models.queue_order import OWNED, UNREAD
from storage.types import SealedJson

Automation: TypeAlias = Literal["on", "paused"]


class Conversation(HasId, Base, kw_only=True):
    __tablename__ = "conversation"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    patient_id: Mapped[str] = mapped_column(references("patient.id"), index=True)
    is_live: Mapped[bool] = mapped_column(default=True)
    automation: Mapped[Automation] = mapped_column(String, default="on")
    owner_id: Mapped[str | None] = mapped_column(references("staff.id"), default=None)
    taken_over_at: Mapped[datetime | None] = mapped_column(default=None)
    state: Mapped[dict[str, Any] | None] = mapped_column(SealedJson, default=None)
    flows_version: Mapped[str | None] = mapped_column(default=None)
    last_inbound_at: Mapped[datetime | None] = mapped_column(default=None)
    last_outbound_at: Mapped[datetime | None] = mapped_column(default=None)
    unread: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)

    __table_args__ = (
        # A patient has one live conversation with a practice: a text never has two homes.
        Index(
            "uq_conversation_live",
            "practice_id",
            "patient_id",
            unique=True,
            **only_where("is_live"),
        ),
        Index("ix_conversation_unread", "practice_id", "id", **only_where(UNREAD)),
        Index("ix_conversation_owned", "owner_id", "id", **only_where(OWNED)),
    )
