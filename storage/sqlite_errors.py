"""Errors of SQLite's driver as SQLAlchemy would raise them, for statements that pass it by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError


@contextmanager
def raised_as_sqlalchemys(statement: str) -> Iterator[None]:
    """Raise the driver's errors as callers know them; parameters are never quoted."""
    try:
        yield
    except sqlite3.Error as error:
        raise as_sqlalchemys(error, statement) from error


def as_sqlalchemys(error: sqlite3.Error, statement: str) -> DBAPIError:
    """The error as callers know it from every other statement."""
    kind = IntegrityError if isinstance(error, sqlite3.IntegrityError) else OperationalError
    return kind(statement, None, error)
