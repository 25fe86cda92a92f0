from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references


class CannedReply(HasId, Base, kw_only=True):
    """Words that a practice often sends, kept for a link worker to start from.

    They speak of nobody, so they are not sealed.
    """

    __tablename__ = "canned_reply"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    title: Mapped[str]
    text: Mapped[str]
    """With placeholders: "{first_name}", "{role_title}", "{my_name}", "{practice_name}"."""
    is_neutral: Mapped[bool] = mapped_column(default=False)
    """It says nothing of service, role, name or need: it may go to whoever must be texted so."""
    starter: Mapped[str | None] = mapped_column(default=None)
    """The name of the reply of the starter set that this began as."""
    updated_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)

    __table_args__ = (
        # A practice is given each reply of the starter set once, however many pages ask for it.
        UniqueConstraint("practice_id", "starter"),
    )
