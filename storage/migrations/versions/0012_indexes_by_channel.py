"""Indexes by which the inbox of one channel is read, and by which needs are counted.

Revision ID: 0012
"""

from __future__ import annotations

import sqlalchemy as sa

from storage.migrations.online_index import create_index_online

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TIER = "(CASE WHEN priority <> 'routine' OR attention = 'worse' THEN 1 ELSE 2 END)"
_SINCE = "coalesce(waiting_since, created_at)"


def upgrade() -> None:
    order: list[str | sa.TextClause] = [sa.text(_TIER), sa.text(_SINCE), "id"]
    _index("ix_referral_channel", order, "status <> 'closed'")
    _index("ix_referral_closed_channel", ["closed_at", "id"], "status = 'closed'")
    create_index_online("ix_need_label", "need", ["label", "referral_id"])


def _index(name: str, order: list[str | sa.TextClause], where: str) -> None:
    create_index_online(name, "referral", ["practice_id", "channel", *order], where=where)
