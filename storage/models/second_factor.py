from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references
from storage.private import Secret
from storage.types import SealedText


class SecondFactor(Base, kw_only=True):
    """The app on somebody's phone that shows codes (TOTP, RFC 6238)."""

    __tablename__ = "second_factor"

    staff_id: Mapped[str] = mapped_column(references("staff.id"), primary_key=True)
    secret: Mapped[Secret] = mapped_column(SealedText(Secret))
    """Base32, as authenticator apps want it."""
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    """Until then nobody has shown that their app knows the secret, and no code is asked for."""
    last_step: Mapped[int | None] = mapped_column(default=None)
    """The time step of the newest code that was accepted: it and older ones are spent."""


class RecoveryCode(HasId, Base, kw_only=True):
    __tablename__ = "recovery_code"

    staff_id: Mapped[str] = mapped_column(references("staff.id"), index=True)
    fingerprint: Mapped[str]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
