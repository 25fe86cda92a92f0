"""Which records are of one person, whatever number each is kept under.

Revision ID: 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import UtcTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "joined_record",
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.Column("practice_id", sa.String(), nullable=False),
        sa.Column("kept_id", sa.String(), nullable=False),
        sa.Column("joined_by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("patient_id", name="pk_joined_record"),
        _refers("patient_id", "patient"),
        _refers("practice_id", "practice"),
    )
    op.create_index("ix_joined_record_kept_id", "joined_record", ["kept_id"])


def _refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{table}.id"],
        name=f"fk_joined_record_{column}",
        initially="DEFERRED",
        deferrable=True,
    )
