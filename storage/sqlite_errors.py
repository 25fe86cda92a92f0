"""Errors of SQLite's driver as SQLAlchemy would raise them, for statements that pass it by."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError


def as_sqlalchemys(error: sqlite3.Error, statement: str) -> DBAPIError:
    """The error as callers know it from every other statement; parameters are never quoted."""
    kind = IntegrityError if isinstance(error, sqlite3.IntegrityError) else OperationalError
    return kind(statement, None, error)
