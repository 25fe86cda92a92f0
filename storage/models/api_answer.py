from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references
from storage.private import PatientText
from storage.types import SealedText

KEPT_FOR: Final = timedelta(days=1)


class ApiAnswer(HasId, Base, kw_only=True):
    """What the API answered to a request with an Idempotency-Key, kept for a day."""

    __tablename__ = "api_answer"

    practice_id: Mapped[str] = mapped_column(references("practice.id"), index=True)
    token_id: Mapped[str] = mapped_column(references("api_token.id"))
    key_hash: Mapped[str]
    request_fingerprint: Mapped[str]
    """Of method, address and body: the same key goes with the same request alone."""
    status: Mapped[int] = mapped_column(default=0)
    answer: Mapped[PatientText | None] = mapped_column(SealedText(PatientText), default=None)
    """None once somebody of the practice was erased: it may have spoken of them."""
    at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (UniqueConstraint("token_id", "key_hash"),)
