"""DATABASE_URL, read once and refused in words for an operator; its password is never quoted."""

from __future__ import annotations

from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import StorageError

_POSTGRESQL: Final = frozenset({"postgresql", "postgres"})
_OPTIONS: Final = frozenset(
    {"host", "port", "ssl", "timeout", "command_timeout", "statement_cache_size"}
)
"""What may stand behind the `?` of an address of PostgreSQL; `sslmode` is read as `ssl`."""


def address_of(url: str) -> URL:
    """The address of a SQLite file or a PostgreSQL database; raises StorageError."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StorageError("that is no address of a database: see DATABASE_URL") from error
    kind = address.drivername.partition("+")[0]
    if kind == "sqlite":
        if address.query:
            raise StorageError("DATABASE_URL of SQLite is a path, without anything behind a '?'")
        return address
    if kind not in _POSTGRESQL:
        raise StorageError(f"DATABASE_URL: '{kind}' is neither sqlite nor postgresql")
    query = {("ssl" if name == "sslmode" else name): one for name, one in address.query.items()}
    unknown = sorted(query.keys() - _OPTIONS)
    if unknown:
        raise StorageError(
            f"DATABASE_URL: '{unknown[0]}' behind the '?' is not known; "
            f"there are: {', '.join(sorted(_OPTIONS))}"
        )
    return address.set(drivername="postgresql", query=query)


def for_libpq(url: str) -> str:
    """The same address as PostgreSQL's own tools write it, to open a single connection by."""
    address = address_of(url)
    query = {
        ("sslmode" if name == "ssl" else name): one
        for name, one in address.query.items()
        if name in {"host", "port", "ssl"}
    }
    return address.set(drivername="postgresql", query=query).render_as_string(hide_password=False)
