from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references
from storage.private import PatientText
from storage.types import SealedText


class SavedView(HasId, Base, kw_only=True):
    """Filters of the inbox under a name, for the one who saved them."""

    __tablename__ = "saved_view"

    staff_id: Mapped[str] = mapped_column(references("staff.id"), index=True)
    name: Mapped[PatientText] = mapped_column(SealedText(PatientText))
    """Sealed, since nobody can be kept from naming a view after a person."""
    filters: Mapped[dict[str, Any]]
    """{need, status, …} as in the address of the inbox; only those that are set."""
    created_at: Mapped[datetime]
