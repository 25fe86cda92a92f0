"""Wrong passwords and codes are counted by address: five in a quarter of an hour lock it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from storage.models import SignInFailure
    from storage.unit_of_work import UnitOfWork

TRIES: Final = 5
LOCK: Final = timedelta(minutes=15)


async def is_locked(uow: UnitOfWork, email: str, now: datetime) -> bool:
    """Whether this address, of an account or not, has had its tries."""
    fingerprints = uow.keyring.fingerprints(email)
    return await uow.sessions.failures_since(fingerprints, now - LOCK) >= TRIES


async def is_one_too_many(uow: UnitOfWork, email: str, now: datetime) -> bool:
    """Whether a try that was counted before it was looked at is beyond those allowed."""
    fingerprints = uow.keyring.fingerprints(email)
    return await uow.sessions.failures_since(fingerprints, now - LOCK) > TRIES


def count_failure(uow: UnitOfWork, email: str, now: datetime) -> SignInFailure:
    return uow.sessions.add_failure(uow.keyring.fingerprint(email), now)


async def forget_failures(uow: UnitOfWork, email: str) -> None:
    """After the whole of a sign-in: a right password alone buys no new tries at a code."""
    await uow.sessions.forget_failures(uow.keyring.fingerprints(email))
