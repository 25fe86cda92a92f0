"""Indexes that reports count by: a year of 100,000 referrals is counted without reading its rows.

Revision ID: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None

_LEFT_US = sa.text("direction = 'out' AND status IN ('sent', 'delivered', 'undelivered')")


def upgrade() -> None:
    op.create_index(
        "ix_referral_counted",
        "referral",
        ["practice_id", "created_at", "source", "status", "first_human_at"],
        unique=False,
    )
    op.create_index(
        "ix_message_left",
        "message",
        ["practice_id", "at", "provider", "kind", "segments"],
        unique=False,
        sqlite_where=_LEFT_US,
        postgresql_where=_LEFT_US,
    )
    op.create_index(
        "ix_turn_events_practice_id_at", "turn_events", ["practice_id", "at"], unique=False
    )
