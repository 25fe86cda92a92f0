"""A calendar that people keep themselves: single days, rules, rooms, a feed and a waiting list.

Revision ID: 0006
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_IS_LIVE = "status IN ('held', 'booked', 'confirmed')"
_IS_ON_LIST = "status IN ('waiting', 'offered')"


def upgrade() -> None:
    _create(
        "room", _ref("practice_id", "practice"), _text("name"), _column("is_active", sa.Boolean())
    )
    op.create_index("ix_room_practice_id", "room", ["practice_id"])
    _create_hours()
    _create_rules()
    _create_feed()
    _create_waiting_list()
    op.add_column("appointment", _text("room_id", nullable=True))
    _unique("uq_appointment_room_live", "appointment", ["room_id", "starts_at"], _IS_LIVE)


def _create_hours() -> None:
    _create(
        "day_hours",
        _ref("practice_id", "practice"),
        _ref("link_worker_id", "staff"),
        _column("day", sa.Date()),
        _text("kind"),
        _text("from_time", nullable=True),
        _text("to_time", nullable=True),
        _column("modes", Json),
    )
    op.create_index("ix_day_hours_link_worker_id", "day_hours", ["link_worker_id"])
    op.create_index("ix_day_hours_practice_id_day", "day_hours", ["practice_id", "day"])


def _create_rules() -> None:
    _create(
        "calendar_rules",
        _ref("practice_id", "practice"),
        _ref("link_worker_id", "staff"),
        _column("minutes_before", sa.Integer()),
        _column("minutes_after", sa.Integer()),
        _column("notice_hours", sa.Integer(), nullable=True),
        _column("weeks_ahead", sa.Integer(), nullable=True),
        sa.UniqueConstraint(
            "practice_id", "link_worker_id", name="uq_calendar_rules_practice_id_link_worker_id"
        ),
    )
    op.create_index("ix_calendar_rules_link_worker_id", "calendar_rules", ["link_worker_id"])


def _create_feed() -> None:
    _create(
        "calendar_feed",
        _ref("staff_id", "staff"),
        _text("token_hash"),
        _column("created_at", UtcTime()),
        sa.UniqueConstraint("staff_id", name="uq_calendar_feed_staff_id"),
        sa.UniqueConstraint("token_hash", name="uq_calendar_feed_token_hash"),
    )


def _create_waiting_list() -> None:
    _create(
        "waiting_place",
        _ref("practice_id", "practice"),
        _ref("patient_id", "patient"),
        _ref("referral_id", "referral"),
        _column("modes", Json),
        _column("joined_at", UtcTime()),
        _text("status"),
        _column("version", sa.Integer()),
        _ref("offered_appointment_id", "appointment", nullable=True),
        _column("offered_until", UtcTime(), nullable=True),
    )
    op.create_index("ix_waiting_place_patient_id", "waiting_place", ["patient_id"])
    op.create_index(
        "ix_waiting_place_practice_id_status", "waiting_place", ["practice_id", "status"]
    )
    _unique("uq_waiting_place_on_list", "waiting_place", ["referral_id"], _IS_ON_LIST)


def _create(name: str, *parts: Any) -> None:
    """A table with an id; a pair is a column with the table it refers to."""
    pairs = [part for part in parts if isinstance(part, tuple)]
    columns = [part[0] if isinstance(part, tuple) else part for part in parts]
    keys = [
        sa.ForeignKeyConstraint(
            [column.name],
            [f"{other}.id"],
            name=f"fk_{name}_{column.name}",
            initially="DEFERRED",
            deferrable=True,
        )
        for column, other in pairs
    ]
    id_column = sa.Column("id", sa.String(length=32), nullable=False)
    op.create_table(
        name, id_column, *columns, *keys, sa.PrimaryKeyConstraint("id", name=f"pk_{name}")
    )


def _column(name: str, kind: Any, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return _column(name, sa.String(), nullable=nullable)


def _ref(name: str, other: str, *, nullable: bool = False) -> tuple[sa.Column[Any], str]:
    return _column(name, sa.String(length=32), nullable=nullable), other


def _unique(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)
