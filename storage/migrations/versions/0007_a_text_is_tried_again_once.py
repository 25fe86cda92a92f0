"""A text that failed and is tried again by hand says so, and can be tried again only once.

Revision ID: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("retried_as", sa.String(length=32), nullable=True))
