"""Staff passwords: Argon2id, worked in a thread because it is slow on purpose."""

from __future__ import annotations

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM_LENGTH = 10
MAXIMUM_LENGTH = 200
"""Enough for any sentence; what is longer would only cost us time."""


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


def problem_of(password: str, again: str, *, email: str) -> str:
    """Why this cannot be somebody's new password, as a code; "" if it can.

    Length alone makes a password hard to guess, so nothing else is asked of it.
    """
    if len(password) < MINIMUM_LENGTH:
        return "too_short"
    if len(password) > MAXIMUM_LENGTH:
        return "too_long"
    if password.lower() == email.lower():
        return "is_address"
    if len(set(password)) < 4:
        return "too_plain"
    return "" if password == again else "not_same"


async def hash_in_thread(password: str) -> str:
    """`hash_password` without holding everybody else up."""
    return await asyncio.to_thread(hash_password, password)


async def is_right(password: str, password_hash: str | None) -> bool:
    """True when `password` is the one hashed; with no hash, False after the same time."""
    return await asyncio.to_thread(_verify, password, password_hash)


def _verify(password: str, password_hash: str | None) -> bool:
    try:
        _hasher().verify(password_hash or _decoy(), password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)  # and not by the decoy's own password
