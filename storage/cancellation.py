"""A unit that was cancelled ends so, whatever a driver made of it on the way.

A connection that breaks off while a unit is rolled back raises an error of its own, and one that
is just being made may answer as if nothing had been said (asyncpg, like asyncio before Python
3.12, prefers a result that comes at the same moment). Whoever goes on after errors, as the workers
do, would then never stop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept_cancelled() -> Iterator[None]:
    """Raises CancelledError at the end if the task was asked to stop meanwhile."""
    task = asyncio.current_task()
    before = 0 if task is None else task.cancelling()
    try:
        yield
    except Exception as error:
        if task is not None and task.cancelling() > before:
            raise asyncio.CancelledError from error
        raise
    if task is not None and task.cancelling() > before:
        raise asyncio.CancelledError
