"""Who worked at a practice and left: what they did there bears their name.

Whoever left before this is found by what names them.

Revision ID: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_NAMED_BY = (
    ("appointment", "link_worker_id"),
    ("referral", "assigned_to"),
    ("note", "staff_id"),
    ("phone_call", "staff_id"),
    ("safeguarding_record", "staff_id"),
    ("risk_flag", "seen_by"),
    ("triage_feedback", "staff_id"),
    ("message", "staff_id"),
)


def upgrade() -> None:
    op.create_table(
        "former_colleague",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "practice_id", name="pk_former_colleague"),
        _refers("staff_id", "staff"),
        _refers("practice_id", "practice"),
    )
    op.create_index("ix_former_colleague_practice_id", "former_colleague", ["practice_id"])
    named = " UNION ".join(
        f"SELECT {column} AS staff_id, practice_id FROM {table}"  # noqa: S608 -- names of ours
        for table, column in _NAMED_BY
    )
    op.execute(
        "INSERT INTO former_colleague (staff_id, practice_id) "  # noqa: S608 -- names of ours
        f"SELECT staff_id, practice_id FROM ({named}) AS named "
        "WHERE staff_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM staff_practice AS works "
        "WHERE works.staff_id = named.staff_id AND works.practice_id = named.practice_id)"
    )


def _refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{table}.id"],
        name=f"fk_former_colleague_{column}",
        initially="DEFERRED",
        deferrable=True,
    )
