"""What the API answered to requests that may come again: their Idempotency-Key, for a day.

Revision ID: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import UtcTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_answer",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("practice_id", sa.String(), nullable=False),
        sa.Column("token_id", sa.String(), nullable=False),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("request_fingerprint", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.LargeBinary()),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_api_answer"),
        sa.UniqueConstraint("token_id", "key_hash", name="uq_api_answer_token_id_key_hash"),
        _refers("practice_id", "practice"),
        _refers("token_id", "api_token"),
    )
    op.create_index("ix_api_answer_practice_id", "api_answer", ["practice_id"])
    op.create_index("ix_api_answer_at", "api_answer", ["at"])


def _refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{table}.id"],
        name=f"fk_api_answer_{column}",
        initially="DEFERRED",
        deferrable=True,
    )
