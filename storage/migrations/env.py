"""Read by Alembic; the connection is handed over in `config.attributes`."""

from __future__ import annotations

from alembic import context

from storage.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    transaction_per_migration=True,  # unless the connection is in a transaction already
)
with context.begin_transaction():
    context.run_migrations()
