from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, HasId, only_where, references
from storage.models.patient import Channel
from storage.models.queue_order import (
    CLOSED,
    IN_DANGER,
    LIVE,
    PUT_OFF,
    SINCE_INDEXED,
    TIER_INDEXED,
    WITH_UNREAD,
)
from storage.private import PatientText
from storage.types import Json, SealedText

ReferralStatus: TypeAlias = Literal["collecting", "waiting", "open", "closed"]
Priority: TypeAlias = Literal["emergency", "crisis", "urgent", "routine"]
Risk: TypeAlias = Literal["none", "urgent", "crisis", "emergency"]


class Referral(HasId, Base, kw_only=True):
    __tablename__ = "referral"

    practice_id: Mapped[str] = mapped_column(references("practice.id"))
    patient_id: Mapped[str] = mapped_column(references("patient.id"), index=True)
    conversation_id: Mapped[str] = mapped_column(references("conversation.id"), unique=True)
    status: Mapped[ReferralStatus] = mapped_column(String, default="collecting")
    priority: Mapped[Priority] = mapped_column(String, default="routine")
    risk: Mapped[Risk] = mapped_column(String, default="none")
    summary: Mapped[PatientText | None] = mapped_column(SealedText(PatientText), default=None)
    language: Mapped[str] = mapped_column(default="en")
    source: Mapped[str] = mapped_column(default="self")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    waiting_since: Mapped[datetime | None] = mapped_column(default=None)
    first_human_at: Mapped[datetime | None] = mapped_column(default=None)
    assigned_to: Mapped[str | None] = mapped_column(references("staff.id"), default=None)
    attention: Mapped[str | None] = mapped_column(default=None)
    """Why a person is needed: handoff, opted_out, worse, did_not_attend, unreachable, …"""
    attention_at: Mapped[datetime | None] = mapped_column(default=None)
    attention_also: Mapped[list[str] | None] = mapped_column(Json, default=None)
    """The reasons beside it, the strongest first; they count for nothing where it is None."""
    snoozed_until: Mapped[datetime | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome: Mapped[str | None] = mapped_column(default=None)
    channel: Mapped[Channel | None] = mapped_column(String, default=None)
    """Their patient's. The database keeps it the same (migration 0011): write it there alone."""
    has_unread: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether their conversation counts an unread text; kept by the database (migration 0014)."""

    __table_args__ = (
        Index(None, "practice_id", "status"),
        # A page of the inbox is read off its index: a longer inbox takes no longer.
        Index(
            "ix_referral_queue",
            "practice_id",
            TIER_INDEXED,
            SINCE_INDEXED,
            "id",
            **only_where(LIVE),
        ),
        Index(
            "ix_referral_assigned",
            "assigned_to",
            TIER_INDEXED,
            SINCE_INDEXED,
            "id",
            **only_where(LIVE),
        ),
        Index(
            "ix_referral_channel",
            "practice_id",
            "channel",
            TIER_INDEXED,
            SINCE_INDEXED,
            "id",
            **only_where(LIVE),
        ),
        Index(
            "ix_referral_unread",
            "practice_id",
            TIER_INDEXED,
            SINCE_INDEXED,
            "id",
            **only_where(f"{LIVE} AND {WITH_UNREAD}"),
        ),
        Index(
            "ix_referral_danger",
            "practice_id",
            SINCE_INDEXED,
            "id",
            **only_where(f"{LIVE} AND {IN_DANGER}"),
        ),
        Index("ix_referral_snoozed", "practice_id", "snoozed_until", "id", **only_where(PUT_OFF)),
        Index("ix_referral_closed", "practice_id", "closed_at", "id", **only_where(CLOSED)),
        Index(
            "ix_referral_closed_channel",
            *("practice_id", "channel", "closed_at", "id"),
            **only_where(CLOSED),
        ),
        # Reports count by these without reading the rows themselves.
        Index(
            "ix_referral_counted", "practice_id", "created_at", "source", "status", "first_human_at"
        ),
    )
