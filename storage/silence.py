"""A database that says nothing, as behind a dead line: whoever waits for its answer gives up.

Only the waiting counts, statement by statement, so what a unit does between its statements may
take as long as it takes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

from sqlalchemy import Engine, event

from storage.errors import DatabaseBusy


class _Patience:
    """Of one unit: runs out `seconds` after something was last asked and not answered."""

    def __init__(self, limit: asyncio.Timeout, seconds: float) -> None:
        self._limit, self._seconds = limit, seconds
        self.is_over = False

    def asked(self) -> None:
        if not self.is_over and not self._limit.expired():
            self._limit.reschedule(asyncio.get_running_loop().time() + self._seconds)

    def answered(self) -> None:
        if not self.is_over and not self._limit.expired():
            self._limit.reschedule(None)


_patience: ContextVar[_Patience | None] = ContextVar("patience_with_the_database", default=None)


@asynccontextmanager
async def not_in_silence(seconds: float) -> AsyncIterator[None]:
    """Raises DatabaseBusy where the database leaves anything of this unit unanswered so long."""
    limit = asyncio.timeout(seconds)  # from the beginning: first a connection is asked for
    mine, before = _Patience(limit, seconds), _patience.get()
    try:
        async with limit:
            _patience.set(mine)
            try:
                yield
            finally:
                mine.is_over = True
                _patience.set(before)
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise DatabaseBusy(f"the database said nothing for {seconds:g} seconds") from error


def listen_for_silence(engine: Engine) -> None:
    """Have each unit on this engine know when it waits for the database."""
    for asking in ("before_cursor_execute", "commit", "rollback"):
        event.listen(engine, asking, _asked)
    event.listen(engine, "after_cursor_execute", _answered)


def _asked(*_: object) -> None:
    patience = _patience.get()
    if patience is not None:
        patience.asked()


def _answered(*_: object) -> None:
    patience = _patience.get()
    if patience is not None:
        patience.answered()
