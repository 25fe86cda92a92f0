from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references

LinkPurpose: TypeAlias = Literal["invitation", "password"]


class StaffLink(HasId, Base, kw_only=True):
    """A link by which somebody chooses a password, once."""

    __tablename__ = "staff_link"

    token_hash: Mapped[str] = mapped_column(unique=True)
    staff_id: Mapped[str] = mapped_column(references("staff.id"), index=True)
    purpose: Mapped[LinkPurpose] = mapped_column(String)
    created_by: Mapped[str]
    """The actor, as in the audit trail; for who looks into the database."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was used, replaced or withdrawn."""
