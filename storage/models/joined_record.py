from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, references


class JoinedRecord(Base, kw_only=True):
    """That a record is of the same person as another, in which all goes on: one for each number.

    The row goes when staff separate the two; the audit trail tells of both.
    """

    __tablename__ = "joined_record"

    patient_id: Mapped[str] = mapped_column(references("patient.id"), primary_key=True)
    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    kept_id: Mapped[str] = mapped_column(index=True)
    """The record that goes on; it is itself joined to none. No foreign key: a row is about the one
    that `patient_id` names, and records are never deleted."""
    joined_by: Mapped[str]
    """The actor, as in the audit trail."""
    at: Mapped[datetime]
