from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, only_where, references

Mode: TypeAlias = Literal["phone", "in_person", "video", "home"]
AppointmentStatus: TypeAlias = Literal[
    "held", "booked", "confirmed", "cancelled", "attended", "did_not_attend"
]
AppointmentSource: TypeAlias = Literal["patient", "staff", "import", "api"]

LIVE_STATUSES: tuple[AppointmentStatus, ...] = ("held", "booked", "confirmed")
REMINDED_OF: frozenset[AppointmentStatus] = frozenset({"booked", "confirmed"})
IS_LIVE = "status IN ('held', 'booked', 'confirmed')"


class Appointment(HasId, Base, kw_only=True):
    __tablename__ = "appointment"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    patient_id: Mapped[str | None] = mapped_column(
        references("patient.id"), default=None, index=True
    )
    referral_id: Mapped[str | None] = mapped_column(
        references("referral.id"), default=None, index=True
    )
    link_worker_id: Mapped[str] = mapped_column(references("staff.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    mode: Mapped[Mode] = mapped_column(String)
    room_id: Mapped[str | None] = mapped_column(default=None)
    """No foreign key: SQLite adds none to a table that is there, and rooms are never deleted."""
    status: Mapped[AppointmentStatus] = mapped_column(String)
    version: Mapped[int] = mapped_column(default=1)
    held_until: Mapped[datetime | None] = mapped_column(default=None)
    """For who looks into the database: a timer ends the hold, and nothing is decided by this."""
    source: Mapped[AppointmentSource] = mapped_column(String, default="patient")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (
        # A link worker cannot start two appointments at once, however many people choose a time.
        Index(
            "uq_appointment_live",
            "link_worker_id",
            "starts_at",
            unique=True,
            **only_where(IS_LIVE),
        ),
        # Nor can two meet in one room; overlaps that start apart are refused in the booking.
        Index(
            "uq_appointment_room_live",
            "room_id",
            "starts_at",
            unique=True,
            **only_where(IS_LIVE),
        ),
        Index(None, "practice_id", "starts_at"),
    )

    @property
    def is_live(self) -> bool:
        """Whether it stands: neither called off nor told what became of it."""
        return self.status in LIVE_STATUSES

    def is_to_come(self, now: datetime) -> bool:
        """Whether it stands, and has not ended; `now` is aware, by the patient's clock."""
        return self.is_live and self.ends_at > now
