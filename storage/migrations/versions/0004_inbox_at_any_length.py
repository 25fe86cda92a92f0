"""The inbox: indexes in its order, words to search by, who is looking, and saved views.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.online_index import create_index_online
from storage.types import Json, UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TIER = "(CASE WHEN priority <> 'routine' OR attention = 'worse' THEN 1 ELSE 2 END)"
_SINCE = "coalesce(waiting_since, created_at)"
_LIVE = "status <> 'closed'"


def upgrade() -> None:
    _index_the_queue()  # first: see create_index_online
    _create_search_word()
    _create_presence()
    _create_saved_view()


def _index_the_queue() -> None:
    order: list[str | sa.TextClause] = [sa.text(_TIER), sa.text(_SINCE), "id"]
    _index("ix_referral_queue", "referral", ["practice_id", *order], _LIVE)
    _index("ix_referral_assigned", "referral", ["assigned_to", *order], _LIVE)
    _index(
        "ix_referral_snoozed",
        "referral",
        ["practice_id", "snoozed_until", "id"],
        "snoozed_until IS NOT NULL",
    )
    _index(
        "ix_referral_closed", "referral", ["practice_id", "closed_at", "id"], "status = 'closed'"
    )
    _index("ix_conversation_unread", "conversation", ["practice_id", "id"], "unread > 0")
    _index("ix_conversation_owned", "conversation", ["owner_id", "id"], "owner_id IS NOT NULL")


def _index(name: str, table: str, columns: list[str | sa.TextClause], where: str) -> None:
    create_index_online(name, table, columns, where=where)


def _create_search_word() -> None:
    op.create_table(
        "search_word",
        sa.Column("word", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        _refers("search_word", "patient_id", "patient.id"),
        sa.PrimaryKeyConstraint("word", "patient_id", name="pk_search_word"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_word_patient_id", "search_word", ["patient_id"])


def _create_presence() -> None:
    op.create_table(
        "presence",
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        _refers("presence", "conversation_id", "conversation.id"),
        _refers("presence", "staff_id", "staff.id"),
        sa.PrimaryKeyConstraint("conversation_id", "staff_id", name="pk_presence"),
    )


def _create_saved_view() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("filters", Json, nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        _refers("saved_view", "staff_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
    )
    op.create_index("ix_saved_view_staff_id", "saved_view", ["staff_id"])


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [target],
        name=f"fk_{table}_{column}",
        initially="DEFERRED",
        deferrable=True,
    )
