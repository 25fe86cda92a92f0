"""DATABASE_URL, read once and refused in words for an operator; its password is never quoted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import StorageError

_POSTGRESQL: Final = frozenset({"postgresql", "postgres"})
_OPTIONS: Final = frozenset(
    {"host", "port", "ssl", "timeout", "command_timeout", "statement_cache_size"}
)
"""What may stand behind the `?` of an address of PostgreSQL; `sslmode` is read as `ssl`."""


_SSL_MODES: Final = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_NUMBERS: Final = frozenset({"timeout", "command_timeout", "statement_cache_size"})
_NUMBER: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")


def address_of(url: str, *, called: str = "DATABASE_URL") -> URL:
    """The address of a SQLite file or a PostgreSQL database; StorageError, which names it as who
    gave it does."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StorageError(
            f"{called} is no address of a database, such as sqlite+aiosqlite:////srv/blether.db "
            "or postgresql://name:password@host:5432/database"
        ) from error
    kind = address.drivername.partition("+")[0]
    if kind == "sqlite":
        if address.query:
            raise StorageError(f"{called} of SQLite is a path, without anything behind a '?'")
        if address.database in {None, "", ":memory:"}:
            raise StorageError(
                f"{called} names no file: all would be forgotten when the process ends"
            )
        return address
    if kind not in _POSTGRESQL:
        raise StorageError(f"{called}: '{kind}' is neither sqlite nor postgresql")
    query = {("ssl" if name == "sslmode" else name): one for name, one in address.query.items()}
    unknown = sorted(query.keys() - _OPTIONS)
    if unknown:
        raise StorageError(
            f"{called}: '{unknown[0]}' behind the '?' is not known; "
            f"there are: {', '.join(sorted(_OPTIONS))}"
        )
    _refuse_values(query, address.port, called)
    return address.set(drivername="postgresql", query=query)


def _refuse_values(query: Mapping[str, object], port: int | None, called: str) -> None:
    """What the driver would choke on at the first connection."""
    if query.get("ssl", "prefer") not in _SSL_MODES:
        raise StorageError(f"{called}: sslmode is one of {', '.join(_SSL_MODES)}")
    for name in sorted(_NUMBERS & query.keys()):
        if not _NUMBER.fullmatch(str(query[name])):
            raise StorageError(f"{called}: {name} must be a number")
    if port is not None and not 0 < port < 65536:
        raise StorageError(f"{called}: the port must be a number from 1 to 65535")


def for_libpq(url: str) -> str:
    """The same address as PostgreSQL's own tools write it, to open a single connection by."""
    address = address_of(url)
    query = {
        ("sslmode" if name == "ssl" else name): one
        for name, one in address.query.items()
        if name in {"host", "port", "ssl"}
    }
    return address.set(drivername="postgresql", query=query).render_as_string(hide_password=False)
