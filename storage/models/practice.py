from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId
from storage.models.practice_settings import PracticeSettings
from storage.types import ModelJson


class Practice(HasId, Base, kw_only=True):
    __tablename__ = "practice"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    phone: Mapped[str | None] = mapped_column(unique=True, default=None)
    timezone: Mapped[str] = mapped_column(default="Europe/London")
    settings: Mapped[PracticeSettings] = mapped_column(
        ModelJson(PracticeSettings), default_factory=PracticeSettings
    )
    created_at: Mapped[datetime]
