from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references


class Leave(HasId, Base, kw_only=True):
    __tablename__ = "leave"

    link_worker_id: Mapped[str] = mapped_column(references("staff.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
