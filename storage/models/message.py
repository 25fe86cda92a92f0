from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, only_where, references
from storage.private import PatientText
from storage.types import SealedText

Direction: TypeAlias = Literal["in", "out"]
Author: TypeAlias = Literal["patient", "bot", "staff", "system"]
MessageStatus: TypeAlias = Literal[
    "received",
    "queued",
    "sending",
    "sent",
    "delivered",
    "undelivered",
    "failed",
    "cancelled",
    "too_old",
    "unknown",
]
NOT_ARRIVED: Final[frozenset[MessageStatus]] = frozenset(
    ("failed", "undelivered", "too_old", "unknown")
)
"""A text of ours that did not reach its person, or of which nobody knows whether it did."""
MessageKind: TypeAlias = Literal[
    "inbound",
    "reply",
    "crisis",
    "reminder",
    "check_in",
    "staff",
    "notice",
    "opt_out",
    "nudge",
    "duty",
]
Provider: TypeAlias = Literal["twilio", "simulator", "web", "terminal"]

INSIDE: Final[Provider] = "simulator"
"""Who carries what names nobody: it stays within our own walls."""

OUTSIDE: Final[Provider] = "twilio"
"""The one who carries what leaves our own walls."""

_ON_THE_WAY: frozenset[MessageStatus] = frozenset({"queued", "sending", "unknown", "sent"})

LEFT_US = "direction = 'out' AND status IN ('sent', 'delivered', 'undelivered')"
"""The texts that were sent, and billed if a carrier took them."""

PREDECESSORS: dict[MessageStatus, frozenset[MessageStatus]] = {
    "received": frozenset(),
    "queued": frozenset(),
    "sending": frozenset({"queued"}),
    "unknown": frozenset({"queued", "sending"}),
    "sent": frozenset({"queued", "sending", "unknown"}),
    "undelivered": _ON_THE_WAY,
    "failed": _ON_THE_WAY,
    "cancelled": frozenset({"queued", "sending"}),
    "too_old": frozenset({"queued", "sending"}),
    "delivered": _ON_THE_WAY | {"undelivered"},
}
"""From which status each may be reached: only forward, so a late receipt changes nothing.

A carrier that first said "undelivered" and then "delivered" did reach the phone.
"""


class Message(HasId, Base, kw_only=True):
    __tablename__ = "message"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    patient_id: Mapped[str] = mapped_column(references("patient.id"), index=True)
    conversation_id: Mapped[str] = mapped_column(references("conversation.id"))
    direction: Mapped[Direction] = mapped_column(String)
    author: Mapped[Author] = mapped_column(String)
    staff_id: Mapped[str | None] = mapped_column(references("staff.id"), default=None)
    text: Mapped[PatientText] = mapped_column(SealedText(PatientText))
    buttons: Mapped[list[dict[str, Any]] | None] = mapped_column(default=None)
    """Quick replies of web chat and simulator: [{title, value}]."""
    status: Mapped[MessageStatus] = mapped_column(String)
    reason: Mapped[str | None] = mapped_column(default=None)
    provider: Mapped[Provider | None] = mapped_column(String, default=None)
    provider_id: Mapped[str | None] = mapped_column(default=None)
    segments: Mapped[int] = mapped_column(default=1)
    kind: Mapped[MessageKind] = mapped_column(String)
    media: Mapped[int] = mapped_column(default=0)
    retried_as: Mapped[str | None] = mapped_column(String(32), default=None)
    """Once it was tried again by hand: the later message, or the visit reminded of anew."""
    at: Mapped[datetime]
    send_at: Mapped[datetime | None] = mapped_column(default=None)
    """When its writer chose that it be sent, by the person's clock; None for at once."""
    owner_type: Mapped[str | None] = mapped_column(default=None)
    owner_id: Mapped[str | None] = mapped_column(default=None)
    owner_version: Mapped[int | None] = mapped_column(default=None)
    """What it speaks of, as its row in the outbox had it: a later try asks whether that is so."""
    updated_at: Mapped[datetime]

    __table_args__ = (
        # One text of a carrier is one message here, however often its webhook comes.
        Index(
            "uq_message_provider",
            "provider",
            "provider_id",
            unique=True,
            **only_where("provider_id IS NOT NULL"),
        ),
        Index(None, "conversation_id", "id"),
        Index(None, "practice_id", "status", "id"),
        Index(
            "ix_message_left",
            "practice_id",
            "at",
            "provider",
            "kind",
            "segments",
            **only_where(LEFT_US),
        ),
    )
