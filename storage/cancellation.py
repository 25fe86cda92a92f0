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
from typing import TypeVar

_Answer = TypeVar("_Answer")


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


async def seen_through(work: asyncio.Future[_Answer]) -> _Answer:
    """What `work` answers; whoever is cancelled waiting, once or often, still waits for its end."""
    was_cancelled = False
    while not work.done():
        try:
            await asyncio.wait([work])
        except asyncio.CancelledError:
            was_cancelled = True
    if was_cancelled:
        _ = work.cancelled() or work.exception()  # heard, though nobody is left to be told
        raise asyncio.CancelledError
    return work.result()
