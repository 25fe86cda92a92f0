"""A unit of work, begun again at once where the database was too busy for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final, TypeVar

from storage.errors import DatabaseBusy

T = TypeVar("T")

_TRIES: Final = 3
"""Each waits for `database.wait_seconds`."""


async def once_free(work: Callable[[], Awaitable[T]]) -> T:
    """What `work` comes to: a whole unit, which sees for itself whether the lease is still ours.

    Let alone, a crisis reply would wait for its lease to run out. Raises DatabaseBusy in the end.
    """
    for _ in range(_TRIES - 1):
        with suppress(DatabaseBusy):
            return await work()
    return await work()
