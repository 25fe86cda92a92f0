from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class AuditSeal(Base, kw_only=True):
    """One link of the chain over the audit trail, in the order of sealing (ADR 0022).

    It has no foreign key, so that it goes on naming a row that somebody removed.
    """

    __tablename__ = "audit_seal"

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """1 for the first row that was ever sealed, without a gap."""
    audit_id: Mapped[str] = mapped_column(String(32), unique=True)
    sealed_at: Mapped[datetime]
    hash: Mapped[str] = mapped_column(String(64))
    """HMAC-SHA256 in hex over the hash before, this position and time, and the whole row."""
