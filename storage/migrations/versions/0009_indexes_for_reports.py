"""Indexes that reports count by: a year of 100,000 referrals is counted without reading its rows.

Revision ID: 0009
"""

from __future__ import annotations

from storage.migrations.online_index import create_index_online

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_LEFT_US = "direction = 'out' AND status IN ('sent', 'delivered', 'undelivered')"


def upgrade() -> None:
    create_index_online(
        "ix_referral_counted",
        "referral",
        ["practice_id", "created_at", "source", "status", "first_human_at"],
    )
    create_index_online(
        "ix_message_left",
        "message",
        ["practice_id", "at", "provider", "kind", "segments"],
        where=_LEFT_US,
    )
    create_index_online("ix_turn_events_practice_id_at", "turn_events", ["practice_id", "at"])
