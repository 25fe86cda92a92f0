"""Accounts: links to choose a password, a second factor, and what a session was last seen with.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_staff_link()
    _create_second_factor()
    _create_recovery_code()
    op.add_column("staff_session", sa.Column("last_seen_at", UtcTime(), nullable=True))
    op.add_column("staff_session", sa.Column("browser", sa.String(), nullable=True))
    op.add_column("staff_session", sa.Column("started_with", sa.String(), nullable=True))


def _create_staff_link() -> None:
    op.create_table(
        "staff_link",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        _of_staff("staff_link"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_link"),
        sa.UniqueConstraint("token_hash", name="uq_staff_link_token_hash"),
    )
    op.create_index("ix_staff_link_staff_id", "staff_link", ["staff_id"], unique=False)


def _create_second_factor() -> None:
    op.create_table(
        "second_factor",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("confirmed_at", UtcTime(), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=True),
        _of_staff("second_factor"),
        sa.PrimaryKeyConstraint("staff_id", name="pk_second_factor"),
    )


def _create_recovery_code() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=True),
        _of_staff("recovery_code"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
    )
    op.create_index("ix_recovery_code_staff_id", "recovery_code", ["staff_id"], unique=False)


def _of_staff(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["staff_id"],
        ["staff.id"],
        name=f"fk_{table}_staff_id",
        initially="DEFERRED",
        deferrable=True,
    )
