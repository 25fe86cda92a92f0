"""Whether a referral has an unread text, kept beside it, and the inbox of those as an index.

The database itself keeps it the same as the conversation's count of unread texts, as it does the
channel: it is then right whichever release wrote. On PostgreSQL each part is committed by itself,
so all of it can be said again.

Revision ID: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.online_index import create_index_online

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None

_TIER = "(CASE WHEN priority <> 'routine' OR attention = 'worse' THEN 1 ELSE 2 END)"
_SINCE = "coalesce(waiting_since, created_at)"
_THEIRS = "UPDATE referral SET has_unread = NEW.unread > 0 WHERE conversation_id = NEW.id;"
_ITS = "UPDATE referral SET has_unread = true WHERE id = NEW.id;"
_IS_KNOWN = (
    "EXISTS (SELECT 1 FROM conversation "
    "WHERE conversation.id = NEW.conversation_id AND conversation.unread > 0)"
)
_FILL = (
    "UPDATE referral SET has_unread = true WHERE NOT has_unread AND conversation_id IN "
    "(SELECT conversation.id FROM conversation WHERE conversation.unread > 0)"
)
_CHANGES = "AFTER UPDATE OF unread ON conversation"
_IS_OTHER = "WHEN ((OLD.unread > 0) <> (NEW.unread > 0))"


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "ALTER TABLE referral ADD COLUMN IF NOT EXISTS "
            "has_unread BOOLEAN DEFAULT false NOT NULL"
        )
        _follow_on_postgresql()
        # Committed before the rows are filled in, so that nobody waits for that.
        with op.get_context().autocommit_block():
            op.execute(_FILL)
    else:
        op.add_column(
            "referral",
            sa.Column("has_unread", sa.Boolean(), server_default=sa.false(), nullable=False),
        )
        _follow_on_sqlite()
        op.execute(_FILL)
    order: list[str | sa.TextClause] = ["practice_id", sa.text(_TIER), sa.text(_SINCE), "id"]
    where = "status <> 'closed' AND has_unread"
    create_index_online("ix_referral_unread", "referral", order, where=where)


# A conversation may come after its referral in one transaction.
def _follow_on_sqlite() -> None:
    op.execute(
        f"CREATE TRIGGER referral_unread AFTER INSERT ON referral WHEN {_IS_KNOWN} BEGIN {_ITS} END"
    )
    op.execute(
        "CREATE TRIGGER conversation_unread AFTER INSERT ON conversation WHEN NEW.unread > 0 "
        f"BEGIN {_THEIRS} END"
    )
    op.execute(
        f"CREATE TRIGGER conversation_unread_changes {_CHANGES} {_IS_OTHER} BEGIN {_THEIRS} END"
    )


def _follow_on_postgresql() -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION referral_takes_unread() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN NEW.has_unread := {_IS_KNOWN}; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE OR REPLACE FUNCTION conversation_gives_unread() RETURNS trigger "
        f"LANGUAGE plpgsql AS $$ BEGIN {_THEIRS} RETURN NULL; END $$"
    )
    gives = "FOR EACH ROW {} EXECUTE FUNCTION conversation_gives_unread()"
    for name, table, what in (
        (
            "referral_unread",
            "referral",
            "BEFORE INSERT ON referral FOR EACH ROW EXECUTE FUNCTION referral_takes_unread()",
        ),
        (
            "conversation_unread",
            "conversation",
            f"AFTER INSERT ON conversation {gives.format('WHEN (NEW.unread > 0)')}",
        ),
        ("conversation_unread_changes", "conversation", f"{_CHANGES} {gives.format(_IS_OTHER)}"),
    ):
        op.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        op.execute(f"CREATE TRIGGER {name} {what}")
