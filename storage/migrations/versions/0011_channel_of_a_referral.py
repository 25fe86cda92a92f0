"""A referral's channel, by which the next revision makes indexes; when a service ended.

The database itself keeps the channel the same as the patient's: it is then right whichever release
wrote, also while two of them run side by side.

Revision ID: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import UtcTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TIER = "(CASE WHEN priority <> 'routine' OR attention = 'worse' THEN 1 ELSE 2 END)"
_SINCE = "coalesce(waiting_since, created_at)"


def upgrade() -> None:
    op.add_column("referral", sa.Column("channel", sa.String(), nullable=True))
    op.execute(
        "UPDATE referral SET channel = "
        "(SELECT patient.channel FROM patient WHERE patient.id = referral.patient_id)"
    )
    if op.get_context().dialect.name == "postgresql":
        _follow_on_postgresql()
        _count_the_order()
    else:
        _follow_on_sqlite()
    op.add_column("service", sa.Column("ended_at", UtcTime(), nullable=True))


# A patient may come after their referral in one transaction, and change from SMS to WhatsApp.
def _follow_on_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER referral_channel AFTER INSERT ON referral WHEN NEW.channel IS NULL "
        "BEGIN UPDATE referral SET channel = "
        "(SELECT patient.channel FROM patient WHERE patient.id = NEW.patient_id) "
        "WHERE id = NEW.id; END"
    )
    theirs = "BEGIN UPDATE referral SET channel = NEW.channel WHERE patient_id = NEW.id; END"
    op.execute(f"CREATE TRIGGER patient_channel AFTER INSERT ON patient {theirs}")
    op.execute(
        "CREATE TRIGGER patient_channel_changes AFTER UPDATE OF channel ON patient "
        f"WHEN OLD.channel <> NEW.channel {theirs}"
    )


def _follow_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION referral_takes_channel() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "NEW.channel := (SELECT patient.channel FROM patient WHERE patient.id = NEW.patient_id); "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER referral_channel BEFORE INSERT ON referral FOR EACH ROW "
        "WHEN (NEW.channel IS NULL) EXECUTE FUNCTION referral_takes_channel()"
    )
    op.execute(
        "CREATE FUNCTION patient_gives_channel() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "UPDATE referral SET channel = NEW.channel WHERE patient_id = NEW.id; RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER patient_channel AFTER INSERT ON patient FOR EACH ROW "
        "EXECUTE FUNCTION patient_gives_channel()"
    )
    op.execute(
        "CREATE TRIGGER patient_channel_changes AFTER UPDATE OF channel ON patient FOR EACH ROW "
        "WHEN (OLD.channel <> NEW.channel) EXECUTE FUNCTION patient_gives_channel()"
    )


def _count_the_order() -> None:
    """Statistics of the order of the inbox: those of a partial index are not planned by, and
    PostgreSQL then reads and sorts all of a tier for the thirty that stand first."""
    op.execute(f"CREATE STATISTICS referral_tier ON ({_TIER}) FROM referral")
    op.execute(f"CREATE STATISTICS referral_since ON ({_SINCE}) FROM referral")
    op.execute("ANALYZE referral")
