from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class FlowVersion(Base, kw_only=True):
    """The flows as they were, so that a conversation ends under those it began with."""

    __tablename__ = "flow_version"

    hash: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    created_at: Mapped[datetime]
