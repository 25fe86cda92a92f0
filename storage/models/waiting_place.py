from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, only_where, references

PlaceStatus: TypeAlias = Literal["waiting", "offered", "booked", "left"]

IS_ON_LIST = "status IN ('waiting', 'offered')"


class WaitingPlace(HasId, Base, kw_only=True):
    """Somebody who found no time that suits, in the order of joining.

    While a freed time is offered, `offered_appointment_id` is the appointment that holds it.
    """

    __tablename__ = "waiting_place"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    patient_id: Mapped[str] = mapped_column(references("patient.id"), index=True)
    referral_id: Mapped[str] = mapped_column(references("referral.id"))
    modes: Mapped[list[str]] = mapped_column(default_factory=list)
    """The ways of meeting that suit."""
    joined_at: Mapped[datetime]
    status: Mapped[PlaceStatus] = mapped_column(String, default="waiting")
    version: Mapped[int] = mapped_column(default=1)
    offered_appointment_id: Mapped[str | None] = mapped_column(
        references("appointment.id"), default=None
    )
    offered_until: Mapped[datetime | None] = mapped_column(default=None)

    __table_args__ = (
        Index("uq_waiting_place_on_list", "referral_id", unique=True, **only_where(IS_ON_LIST)),
        Index(None, "practice_id", "status"),
    )
