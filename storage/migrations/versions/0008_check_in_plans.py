"""A person's own plan of check-ins, and the answer to a 0 to 10 question with each of them.

Revision ID: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "check_in", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False)
    )
    op.add_column("check_in", sa.Column("question", sa.String(), nullable=True))
    op.add_column("check_in", sa.Column("question_version", sa.Integer(), nullable=True))
    op.add_column("check_in", sa.Column("score", sa.Integer(), nullable=True))
    _create_plans()


def _create_plans() -> None:
    op.create_table(
        "check_in_plan",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("referral_id", sa.String(length=32), nullable=False),
        sa.Column("counted_from", UtcTime(), nullable=False),
        sa.Column("after", Json, nullable=False),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"],
                [f"{table}.id"],
                name=f"fk_check_in_plan_{table}_id",
                initially="DEFERRED",
                deferrable=True,
            )
            for table in ("practice", "patient", "referral")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_check_in_plan"),
        sa.UniqueConstraint("referral_id", name="uq_check_in_plan_referral_id"),
    )
