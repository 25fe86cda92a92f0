from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, TypeAlias

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, only_where, references

TimerStatus: TypeAlias = Literal["waiting", "done", "stale", "cancelled", "expired"]

_IS_WAITING = "status = 'waiting'"
IS_OF_DANGER: Final = "kind IN ('duty_alert', 'risk_unseen')"
"""To the letter as in the index, or the databases would not see that it is that."""


class Timer(HasId, Base, kw_only=True):
    __tablename__ = "timer"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    patient_id: Mapped[str] = mapped_column(references("patient.id"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(references("conversation.id"), default=None)
    kind: Mapped[str]
    """What to do when it is due; bot/timers has one handler for each."""
    owner_type: Mapped[str]
    owner_id: Mapped[str]
    owner_version: Mapped[int] = mapped_column(default=1)
    key: Mapped[str] = mapped_column(default="")
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None] = mapped_column(default=None)
    status: Mapped[TimerStatus] = mapped_column(String, default="waiting")
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    """For who looks into what happened when; nothing is decided by it."""
    reason: Mapped[str | None] = mapped_column(default=None)
    lease_until: Mapped[datetime | None] = mapped_column(default=None)
    lease_by: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        # Planning the same thing twice for the same version of its owner plans it once.
        UniqueConstraint("kind", "owner_id", "owner_version", "key"),
        # The sweep reads only what still waits.
        Index(
            "ix_timer_next",
            "due_at",
            "id",
            **only_where(_IS_WAITING),
        ),
        # Of danger there are few, however many others are overdue.
        Index("ix_timer_danger", "due_at", "id", **only_where(f"{_IS_WAITING} AND {IS_OF_DANGER}")),
        Index(None, "owner_type", "owner_id"),
    )
