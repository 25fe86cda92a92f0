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
