from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, references
from storage.private import PatientText, PersonName, PhoneNumber
from storage.types import SealedText

Channel: TypeAlias = Literal["sms", "whatsapp", "web", "simulator", "terminal"]
SafeToText: TypeAlias = Literal["unknown", "yes", "no", "sometimes"]

ON_DUTY: Final = "duty:"
"""Before the contact of a practice's number on duty, which is texted like a patient and is none."""

ERASED: Final = "erased"
"""A patient's `unreachable_reason` once they were erased."""


class Patient(HasId, Base, kw_only=True):
    __tablename__ = "patient"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    channel: Mapped[Channel] = mapped_column(String)
    contact: Mapped[PhoneNumber] = mapped_column(SealedText(PhoneNumber))
    """"+447700900100" (sms, simulator), "whatsapp:+44…", "web:<random>", "terminal:<x>",
    "duty:+44…"."""
    contact_fingerprint: Mapped[str]
    name: Mapped[PersonName | None] = mapped_column(SealedText(PersonName), default=None)
    birth_date: Mapped[PatientText | None] = mapped_column(SealedText(PatientText), default=None)
    """ISO 8601, "1951-02-14"."""
    phone: Mapped[PhoneNumber | None] = mapped_column(SealedText(PhoneNumber), default=None)
    """Where to ring somebody who wrote without a number, from web chat; E.164."""
    language: Mapped[str] = mapped_column(default="en")
    safe_to_text: Mapped[SafeToText] = mapped_column(String, default="unknown")
    neutral_wording: Mapped[bool] = mapped_column(default=False)
    safe_to_call: Mapped[SafeToText] = mapped_column(
        String, default="unknown", server_default="unknown"
    )
    contact_advice: Mapped[PatientText | None] = mapped_column(
        SealedText(PatientText), default=None
    )
    """How and when to reach them, as they told a person: hours, a code word, who may pick up."""
    scheduled_texts_held: Mapped[bool] = mapped_column(default=False)
    frozen_at: Mapped[datetime | None] = mapped_column(default=None)
    """Set while the number may be in a stranger's hands."""
    unreachable_reason: Mapped[str | None] = mapped_column(default=None)
    time_shift_seconds: Mapped[int] = mapped_column(default=0)
    """How far a simulated phone's clock is ahead; 0 in production."""
    muted_until: Mapped[datetime | None] = mapped_column(default=None)
    created_at: Mapped[datetime]

    __table_args__ = (
        # One number is one patient of a practice, however many webhooks race to make it.
        UniqueConstraint("practice_id", "contact_fingerprint"),
    )

    @property
    def clock_shift(self) -> timedelta:
        """How far their clock is ahead of the server's: a simulated phone's can be moved."""
        return timedelta(seconds=self.time_shift_seconds)

    @property
    def is_erased(self) -> bool:
        """Nothing more is sent to them, nor kept of them; that they were erased must stay."""
        return self.unreachable_reason == ERASED
