from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references


class ApiToken(HasId, Base, kw_only=True):
    __tablename__ = "api_token"

    token_hash: Mapped[str] = mapped_column(unique=True)
    practice_id: Mapped[str] = mapped_column(references("practice.id"), index=True)
    role: Mapped[str]
    label: Mapped[str]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
