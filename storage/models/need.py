from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references
from storage.types import SealedJson

NeedSource: TypeAlias = Literal["patient", "link_worker"]


class Need(HasId, Base, kw_only=True):
    __tablename__ = "need"

    referral_id: Mapped[str] = mapped_column(references("referral.id"))
    label: Mapped[str]
    source: Mapped[NeedSource] = mapped_column(String, default="patient")
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(SealedJson, default_factory=list)
    """[{message_id, start, end, words, why}]"""
    created_at: Mapped[datetime]

    __table_args__ = (
        # A need is on a referral or it is not; saying it twice adds evidence, not a need.
        UniqueConstraint("referral_id", "label"),
        Index("ix_need_label", "label", "referral_id"),
    )
