from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, references
from storage.models.message import MessageKind


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
