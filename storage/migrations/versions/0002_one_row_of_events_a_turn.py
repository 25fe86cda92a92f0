"""One row of events for each turn: writing eight rows a turn cost more than all else it wrote.

What happened before is kept by type, flow and step. Its sealed details are left behind: they can
not be sealed anew without the key, and served the tests alone.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KEPT = ("id", "practice_id", "conversation_id", "message_id", "at")
_WAS = sa.table("event", *map(sa.column, (*_KEPT, "type", "flow", "step")))
_IS = sa.table("turn_events", *map(sa.column, (*_KEPT, "happened")))


def upgrade() -> None:
    _create_turn_events()
    kept = [_WAS.c[name] for name in _KEPT]
    op.execute(_IS.insert().from_select((*_KEPT, "happened"), sa.select(*kept, _happened())))
    op.drop_table("event")


def _happened() -> sa.ColumnElement[str]:
    """The list of the one event that a row was."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    array = sa.func.jsonb_build_array if is_postgresql else sa.func.json_array
    fields = sa.func.jsonb_build_object if is_postgresql else sa.func.json_object
    of_row = [part for name in ("type", "flow", "step") for part in (name, _WAS.c[name])]
    return array(fields(*of_row))


def _create_turn_events() -> None:
    op.create_table(
        "turn_events",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("happened", Json, nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_turn_events_conversation_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name="fk_turn_events_message_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_turn_events_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_turn_events"),
    )
    op.create_index(
        "ix_turn_events_conversation_id_id", "turn_events", ["conversation_id", "id"], unique=False
    )
