"""What can go wrong in storage, as one family."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import SQLAlchemyError

UNREACHABLE = (SQLAlchemyError, sqlite3.Error, OSError)
"""What drivers raise while the database is away, for who can say so and go on."""


_NOT_WRITABLE = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
)
_NOT_WRITABLE_STATES = frozenset({"53100", "58030", "25006"})
"""PostgreSQL's: its disk is full, a file of its own fails, it takes no writes."""


def sqlstate_of(error: BaseException) -> str | None:
    """What PostgreSQL calls the kind of error; None for another database's."""
    return getattr(getattr(error, "orig", None) or error, "sqlstate", None)


_COLLISIONS = frozenset({"40P01", "40001"})
"""A deadlock was found; what was read is not so any more."""


def has_collided(error: BaseException) -> bool:
    """Whether PostgreSQL ended a unit, which kept nothing, in favour of one that was in its way."""
    return sqlstate_of(error) in _COLLISIONS


def is_not_writable(error: BaseException) -> bool:
    """Whether the database could not write at all: a full disk, one that fails or is read-only."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _NOT_WRITABLE
    return sqlstate_of(error) in _NOT_WRITABLE_STATES


def said_of(error: Exception) -> str:
    """What the database said, without the statement or its values; a server's own words may hold
    some, so of one only what kind of error it was."""
    cause = getattr(error, "orig", None) or error
    kind = type(cause).__name__
    return f"{kind}: {cause}" if isinstance(cause, sqlite3.Error) else kind


class StorageError(Exception):
    """Something that storage cannot do; the message holds ids and names of columns only."""


class SealBroken(StorageError):
    """A sealed value was changed, cut short, or sealed with a secret that we no longer hold."""


class SecretUnknown(StorageError):
    """What the database holds was sealed with none of the secrets that we were given."""

    def __init__(self) -> None:
        super().__init__(
            "BLETHER_SECRET_KEY does not open what this database holds: "
            "give the secret that it was sealed with, after a new one and a comma if there is one"
        )


class KeyringMissing(StorageError):
    """A sealed column was used on an engine that `Database.open` did not make."""


class DatabaseTooNew(StorageError):
    """The database was migrated by a newer release than this one."""


class DatabaseBusy(StorageError):
    """SQLite's write lock, or every connection to PostgreSQL, was in use for too long; trying
    again may work."""


class DatabaseUnreachable(StorageError, ConnectionError):
    """The database server did not let us in, or did not answer."""


def why_not_kept(error: BaseException) -> str | None:
    """What to log of an error by which the database kept nothing, and trying again may work: it let
    nobody in, or could not write. None for any other."""
    if isinstance(error, DatabaseBusy | DatabaseUnreachable):
        return str(error)
    is_passing = is_not_writable(error) or has_collided(error)
    return said_of(error) if isinstance(error, UNREACHABLE) and is_passing else None


class MigrationBlocked(StorageError):
    """The schema could not be brought up to date, because somebody else held what it needs."""


class CopyUnfinished(StorageError):
    """A copy into this database broke off: it holds nothing that may be worked on."""


class NotRestored(StorageError):
    """A backup was not put in place; everything is as it was before."""


class NotCopied(StorageError):
    """A copy was not made; the source is as it was, and the target refuses to be worked on."""


class TimeTaken(StorageError):
    """The link worker already has an appointment that starts then."""


class NumberTaken(StorageError):
    """Somebody else of the practice has this number."""


class ReadOnlyUnit(StorageError):
    """A reading unit was asked to write."""


class UnitAlreadyOpen(StorageError):
    """This task already holds a write unit, and would wait for itself for ever."""
