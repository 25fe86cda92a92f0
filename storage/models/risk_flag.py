from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, only_where, references
from storage.types import SealedJson


class RiskFlag(HasId, Base, kw_only=True):
    __tablename__ = "risk_flag"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    referral_id: Mapped[str] = mapped_column(references("referral.id"), index=True)
    message_id: Mapped[str] = mapped_column(references("message.id"))
    level: Mapped[str]
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(SealedJson, default_factory=list)
    raised_at: Mapped[datetime]
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    seen_by: Mapped[str | None] = mapped_column(references("staff.id"), default=None)
    escalated_at: Mapped[datetime | None] = mapped_column(default=None)

    __table_args__ = (
        Index(
            "ix_risk_flag_unseen",
            "practice_id",
            "raised_at",
            **only_where("seen_at IS NULL"),
        ),
    )
