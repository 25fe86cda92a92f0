"""Staff passwords: Argon2id, worked in a thread because it is slow on purpose."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Final, ParamSpec, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

P = ParamSpec("P")
T = TypeVar("T")

MINIMUM_LENGTH = 10
MAXIMUM_LENGTH = 200
"""Enough for any sentence; what is longer would only cost us time."""


AT_ONCE: Final = 2
"""Each takes 64 MB and a core for a while: a flood of sign-ins must not take what turns need."""
_WORKERS: Final = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="password")


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
    return await _apart(hash_password, password)


async def is_right(password: str, password_hash: str | None) -> bool:
    """True when `password` is the one hashed; with no hash, False after the same time."""
    return await _apart(_verify, password, password_hash)


async def _apart(work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """In our own few threads: those of the process look through patients' texts for danger."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_WORKERS, partial(work, *given, **named))


def _verify(password: str, password_hash: str | None) -> bool:
    try:
        _hasher().verify(password_hash or _decoy(), password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)  # and not by the decoy's own password
