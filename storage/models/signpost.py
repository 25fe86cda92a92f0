from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references


class Signpost(HasId, Base, kw_only=True):
    """A local service that a patient was told of; its name is kept as it was then."""

    __tablename__ = "signpost"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    referral_id: Mapped[str] = mapped_column(references("referral.id"), index=True)
    service_id: Mapped[str]
    name: Mapped[str]
    need: Mapped[str]
    at: Mapped[datetime]
