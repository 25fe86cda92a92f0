"""A text says what it speaks of, so that a later try of it asks whether that is still so.

Revision ID: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("owner_type", sa.String(), nullable=True))
    op.add_column("message", sa.Column("owner_id", sa.String(), nullable=True))
    op.add_column("message", sa.Column("owner_version", sa.Integer(), nullable=True))
