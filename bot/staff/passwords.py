"""Staff passwords: Argon2id, worked in a thread because it is slow on purpose."""

from __future__ import annotations

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM_LENGTH = 10


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _decoy() -> str:
    """A hash of nothing anyone knows: an unknown address takes as long as a known one."""
    return _hasher().hash("no such person")


def hash_password(password: str) -> str:
    """The Argon2id hash to keep for `password`."""
    return _hasher().hash(password)


async def is_right(password: str, password_hash: str | None) -> bool:
    """True when `password` is the one hashed; with no hash, False after the same time."""
    return await asyncio.to_thread(_verify, password, password_hash)


def _verify(password: str, password_hash: str | None) -> bool:
    try:
        _hasher().verify(password_hash or _decoy(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
