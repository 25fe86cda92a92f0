from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypeAlias

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references

ServiceSource: TypeAlias = Literal["csv", "aliss", "open_referral"]


class Service(HasId, Base, kw_only=True):
    __tablename__ = "service"

    practice_id: Mapped[str | None] = mapped_column(
        references("practice.id"), default=None, index=True
    )
    """Null: offered to the patients of every practice in its areas."""
    source: Mapped[ServiceSource] = mapped_column(String)
    source_id: Mapped[str]
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    phone: Mapped[str | None] = mapped_column(default=None)
    place: Mapped[str] = mapped_column(default="")
    url: Mapped[str | None] = mapped_column(default=None)
    postcode: Mapped[str | None] = mapped_column(default=None)
    areas: Mapped[list[str]] = mapped_column(default_factory=list)
    """Names or codes; none means everywhere."""
    needs: Mapped[list[str]] = mapped_column(default_factory=list)
    min_age: Mapped[int | None] = mapped_column(default=None)
    max_age: Mapped[int | None] = mapped_column(default=None)
    last_reviewed: Mapped[date | None] = mapped_column(default=None)
    is_hidden: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    """When a practice said that there is no such service any more; it is hidden then too."""
    attribution: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        # Reading a directory again updates its services and never doubles them.
        UniqueConstraint("source", "source_id"),
    )
