"""One address serves the pool and the connection that listens, with TLS or without."""

from __future__ import annotations

import pytest

from storage.address import address_of, for_libpq
from storage.errors import StorageError


@pytest.mark.parametrize("option", ["ssl", "sslmode"])
@pytest.mark.parametrize("kind", ["postgresql", "postgres", "postgresql+asyncpg"])
def test_tls_is_asked_for_by_either_name(kind: str, option: str) -> None:
    url = f"{kind}://u:p%40ss@db.internal:5433/blether?{option}=require"
    assert dict(address_of(url).query) == {"ssl": "require"}
    assert for_libpq(url) == "postgresql://u:p%40ss@db.internal:5433/blether?sslmode=require"


@pytest.mark.parametrize(
    "url",
    ["mysql://u:hunter2@h/x", "postgresql://u:hunter2@h:port/x", "postgresql://u:hunter2@h/x?a=b"],
)
def test_another_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(StorageError) as error:
        address_of(url)
    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite+aiosqlite:///", "sqlite:///:memory:"])
def test_a_database_that_would_be_forgotten_is_refused(url: str) -> None:
    with pytest.raises(StorageError, match="names no file"):
        address_of(url)


@pytest.mark.parametrize(
    ("behind", "says"),
    [
        ("h/x?sslmode=maybe", "sslmode is one of disable"),
        ("h/x?command_timeout=soon", "command_timeout must be a number"),
        ("h/x?timeout=-1", "timeout must be a number"),
        ("h:99999/x", "port"),
    ],
)
def test_what_the_driver_would_choke_on_is_named_beforehand(behind: str, says: str) -> None:
    with pytest.raises(StorageError, match=says):
        address_of(f"postgresql+asyncpg://u:p@{behind}")
