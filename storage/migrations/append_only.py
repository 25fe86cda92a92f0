"""A table that can only grow: triggers that refuse to change or delete a row."""

from __future__ import annotations

from alembic import op


def forbid_changes(table: str) -> None:
    """Refuse UPDATE and DELETE on the table, whoever asks; on PostgreSQL TRUNCATE too."""
    if op.get_context().dialect.name == "postgresql":
        _forbid_on_postgresql(table)
    else:
        _forbid_on_sqlite(table)


def _forbid_on_sqlite(table: str) -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _forbid_on_postgresql(table: str) -> None:
    op.execute(
        f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
    )
