from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base

WORKER: Final = "worker"
"""Who sends and settles what is due. Others who beat say nothing of it."""


class Heartbeat(Base, kw_only=True):
    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
