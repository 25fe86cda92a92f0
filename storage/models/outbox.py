from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, references
from storage.models.message import MessageKind

DANGER: Final[tuple[MessageKind, ...]] = ("crisis", "duty")
CAN_WAIT: Final[tuple[MessageKind, ...]] = ("reminder", "check_in", "nudge", "notice")


def rank_of(kind: MessageKind) -> int:
    """0 for danger, 1 for whoever waits for an answer, 2 for what can wait."""
    if kind in DANGER:
        return 0
    return 2 if kind in CAN_WAIT else 1


def _among(kinds: tuple[MessageKind, ...]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)


IS_TO_WAIT: Final = f"kind IN ({_among(CAN_WAIT)})"
RANK_IN_SQL: Final = (
    f"(CASE WHEN kind IN ({_among(DANGER)}) THEN 0 WHEN {IS_TO_WAIT} THEN 2 ELSE 1 END)"
)
"""As `rank_of`; to the letter as in the index, or the databases would not see that it is that."""


class Outbox(Base, kw_only=True):
    """A row exists only while its message still has to be sent."""

    __tablename__ = "outbox"

    message_id: Mapped[str] = mapped_column(references("message.id"), primary_key=True)
    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    patient_id: Mapped[str] = mapped_column(references("patient.id"), index=True)
    kind: Mapped[MessageKind] = mapped_column(String)
    not_before: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None] = mapped_column(default=None)
    lease_by: Mapped[str | None] = mapped_column(default=None)
    owner_type: Mapped[str | None] = mapped_column(default=None)
    owner_id: Mapped[str | None] = mapped_column(default=None)
    owner_version: Mapped[int | None] = mapped_column(default=None)

    __table_args__ = (
        # Whoever claims reads the first few of a rank, however many wait behind them.
        Index("ix_outbox_rank", text(RANK_IN_SQL), "not_before", "message_id"),
    )
