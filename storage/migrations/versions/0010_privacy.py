"""Legal holds, and the chain that seals the audit trail; times that SQLite kept without a zone.

Revision ID: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.append_only import forbid_changes
from storage.types import UtcTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ONCE_WITHOUT_ZONE = (("conversation", "ended_at"), ("referral", "closed_at"))


def upgrade() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("practice_id", sa.String(), nullable=False),
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("placed_by", sa.String(), nullable=False),
        sa.Column("placed_at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime()),
        sa.Column("lifted_at", UtcTime()),
        sa.Column("lifted_by", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_legal_hold"),
        _refers("practice"),
        _refers("patient"),
    )
    op.create_index("ix_legal_hold_practice_id", "legal_hold", ["practice_id"])
    op.create_index("ix_legal_hold_patient_id", "legal_hold", ["patient_id"])
    op.create_table(
        "audit_seal",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("audit_id", sa.String(32), nullable=False),
        sa.Column("sealed_at", UtcTime(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_audit_seal"),
        sa.UniqueConstraint("audit_id", name="uq_audit_seal_audit_id"),
    )
    forbid_changes("audit_seal")
    if op.get_context().dialect.name == "sqlite":
        _give_zones()


def _refers(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{table}_id"],
        [f"{table}.id"],
        name=f"fk_legal_hold_{table}_id",
        initially="DEFERRED",
        deferrable=True,
    )


def _give_zones() -> None:
    """Erasing wrote UTC without saying so, which was then read as the server's local time."""
    for table, column in _ONCE_WITHOUT_ZONE:
        moment = sa.column(column, sa.String())
        op.execute(
            sa.update(sa.table(table, moment))
            .where(moment.is_not(None), ~moment.endswith("+00:00"))
            .values({column: moment + "+00:00"})
        )
