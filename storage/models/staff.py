from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, TypeAlias, get_args

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references

Role: TypeAlias = Literal["link_worker", "practice_manager", "programme_lead", "administrator"]
EVERYONE: Final[frozenset[str]] = frozenset(get_args(Role))
WHO_SEES_PEOPLE: Final = EVERYONE - {"programme_lead"}
"""A lead sees figures, not people (DESIGN §4)."""
WHO_MANAGES: Final = frozenset({"practice_manager", "administrator"})

NO_PASSWORD: Final = ""


class Staff(HasId, Base, kw_only=True):
    __tablename__ = "staff"

    email: Mapped[str] = mapped_column(unique=True)
    """Always in lower case."""
    name: Mapped[str]
    password_hash: Mapped[str]
    """NO_PASSWORD until an invitation was taken up; no password goes with that."""
    role: Mapped[Role] = mapped_column(String)
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class StaffPractice(Base, kw_only=True):
    __tablename__ = "staff_practice"

    staff_id: Mapped[str] = mapped_column(references("staff.id"), primary_key=True)
    practice_id: Mapped[str] = mapped_column(
        references("practice.id"), primary_key=True, index=True
    )


class FormerColleague(Base, kw_only=True):
    """Who has left a practice: what they did there goes on bearing their name."""

    __tablename__ = "former_colleague"

    staff_id: Mapped[str] = mapped_column(references("staff.id"), primary_key=True)
    practice_id: Mapped[str] = mapped_column(
        references("practice.id"), primary_key=True, index=True
    )
