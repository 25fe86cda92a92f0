"""Danger that nobody has gone into stands above other urgent work; every reason is kept.

Revision ID: 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.online_index import create_index_online
from storage.types import Json

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_SINCE = "coalesce(waiting_since, created_at)"


def upgrade() -> None:
    create_index_online(  # first: see there
        "ix_referral_danger",
        "referral",
        ["practice_id", sa.text(_SINCE), "id"],
        where="status <> 'closed' AND attention = 'danger'",
    )
    op.add_column("referral", sa.Column("attention_also", Json, nullable=True))
