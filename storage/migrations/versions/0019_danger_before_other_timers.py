"""Timers of danger can be found by themselves, before all others that are overdue.

Revision ID: 0019
"""

from __future__ import annotations

from storage.migrations.online_index import create_index_online

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_WHERE = "status = 'waiting' AND kind IN ('duty_alert', 'risk_unseen')"


def upgrade() -> None:
    create_index_online("ix_timer_danger", "timer", ["due_at", "id"], where=_WHERE)
