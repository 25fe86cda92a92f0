"""What staff do beside texting: calls, safeguarding, canned replies, texts sent later, and their
word on how a text was understood.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OF_A_CASE = ("practice", "referral", "staff")


def upgrade() -> None:
    op.add_column("message", sa.Column("send_at", UtcTime(), nullable=True))
    op.add_column(
        "patient",
        sa.Column("safe_to_call", sa.String(), nullable=False, server_default="unknown"),
    )
    op.add_column("patient", sa.Column("contact_advice", sa.LargeBinary(), nullable=True))
    _create_canned_reply()
    _create_phone_call()
    _create_safeguarding_record()
    _create_triage_feedback()


def _create_canned_reply() -> None:
    op.create_table(
        "canned_reply",
        _id(),
        _id("practice_id"),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("is_neutral", sa.Boolean(), nullable=False),
        sa.Column("starter", sa.String(), nullable=True),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.Column("retired_at", UtcTime(), nullable=True),
        *_keys("canned_reply", "practice"),
        sa.UniqueConstraint("practice_id", "starter", name="uq_canned_reply_practice_id_starter"),
    )


def _create_phone_call() -> None:
    op.create_table(
        "phone_call",
        _id(),
        *(_id(f"{one}_id") for one in _OF_A_CASE),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        *_keys("phone_call", *_OF_A_CASE),
    )
    _create_index("phone_call", "referral_id")


def _create_safeguarding_record() -> None:
    op.create_table(
        "safeguarding_record",
        _id(),
        *(_id(f"{one}_id") for one in _OF_A_CASE),
        sa.Column("concern", sa.LargeBinary(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("raised_to", sa.LargeBinary(), nullable=False),
        sa.Column("raised_at", UtcTime(), nullable=False),
        sa.Column("next_step", sa.LargeBinary(), nullable=False),
        sa.Column("corrects_id", sa.String(length=32), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        *_keys("safeguarding_record", *_OF_A_CASE),
        _reference("safeguarding_record", "corrects_id", "safeguarding_record"),
    )
    _create_index("safeguarding_record", "referral_id")


def _create_triage_feedback() -> None:
    op.create_table(
        "triage_feedback",
        _id(),
        *(_id(f"{one}_id") for one in (*_OF_A_CASE, "message")),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("needs_before", Json, nullable=False),
        sa.Column("risk_before", sa.String(), nullable=False),
        sa.Column("needs_after", Json, nullable=False),
        sa.Column("risk_after", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        *_keys("triage_feedback", *_OF_A_CASE, "message"),
    )
    for column in ("practice_id", "referral_id", "message_id"):
        _create_index("triage_feedback", column)


def _id(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.String(length=32), nullable=False)


def _keys(table: str, *others: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *(_reference(table, f"{other}_id", other) for other in others),
    )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{other}.id"],
        name=f"fk_{table}_{column}",
        initially="DEFERRED",
        deferrable=True,
    )


def _create_index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column], unique=False)
