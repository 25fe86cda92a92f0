from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from storage.models.base import Base, HasId


class SignInFailure(HasId, Base, kw_only=True):
    __tablename__ = "sign_in_failure"

    email_fingerprint: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (Index(None, "email_fingerprint", "at"),)
