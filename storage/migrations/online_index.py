"""An index on a table that is in use: made while others go on writing to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

_IS_BROKEN: Final = sa.text(
    "SELECT true FROM pg_index WHERE indexrelid = to_regclass(:name) AND NOT indisvalid"
)


def create_index_online(
    name: str,
    table: str,
    columns: Sequence[str | sa.TextClause],
    *,
    unique: bool = False,
    where: str | None = None,
) -> None:
    """Make the index, on PostgreSQL with CREATE INDEX CONCURRENTLY, outside of any transaction.

    So what stands before it in a migration is committed and cannot be undone: put it first, or in
    a migration of its own. Interrupted, it can be run again: what it left unfinished is dropped.
    """
    condition = None if where is None else sa.text(where)
    if op.get_context().dialect.name != "postgresql":
        op.create_index(name, table, list(columns), unique=unique, sqlite_where=condition)
        return
    with op.get_context().autocommit_block():
        bind = op.get_bind()
        # It waits for transactions that began before it, which holds nobody else up.
        before = bind.scalar(sa.text("SHOW lock_timeout"))
        bind.execute(sa.text("SET lock_timeout = 0"))
        try:
            if bind.scalar(_IS_BROKEN, {"name": name}):
                op.drop_index(name, table, postgresql_concurrently=True)
            op.create_index(
                name,
                table,
                list(columns),
                unique=unique,
                if_not_exists=True,
                postgresql_concurrently=True,
                postgresql_where=condition,
            )
        finally:
            bind.execute(sa.text(f"SET lock_timeout = '{before}'"))
