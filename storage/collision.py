"""Two units of PostgreSQL that wait for each other: it ends one, which is begun anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from storage.errors import UNREACHABLE, has_collided

T = TypeVar("T")


async def once_more(work: Callable[[], Awaitable[T]]) -> T:
    """What `work`, a whole unit, comes to; after a collision what it comes to the second time."""
    try:
        return await work()
    except UNREACHABLE as error:
        if not has_collided(error):
            raise
    return await work()
