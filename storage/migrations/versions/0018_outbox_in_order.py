"""Outbox and timers in the order in which they are claimed: whoever claims reads the first few.

Each claim sorted all that was due, which with 100,000 reminders kept everybody waiting.

Revision ID: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.online_index import create_index_online

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_RANK = (
    "(CASE WHEN kind IN ('crisis', 'duty') THEN 0 "
    "WHEN kind IN ('reminder', 'check_in', 'nudge', 'notice') THEN 2 ELSE 1 END)"
)


def upgrade() -> None:
    create_index_online("ix_outbox_rank", "outbox", [sa.text(_RANK), "not_before", "message_id"])
    create_index_online("ix_timer_next", "timer", ["due_at", "id"], where="status = 'waiting'")
    op.drop_index("ix_timer_due", "timer")
