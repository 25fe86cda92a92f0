"""News between replicas by PostgreSQL's LISTEN and NOTIFY: ids only, and nothing is kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg

from storage.address import for_libpq
from storage.models import new_id

CHANNEL: Final = "blether_changes"
RETRY_SECONDS: Final = (0.5, 1.0, 2.0, 5.0, 10.0)
ALIVE_SECONDS: Final = 30.0
"""A connection that lies dead without a word is noticed this soon."""
MOST_WAITING: Final = 10_000
_BROKEN: Final = ""

logger = logging.getLogger(__name__)


class Notices:
    """One connection of its own, opened again whenever it breaks.

    `on_notice(practice_id, conversation_id)` hears what other replicas tell; `on_gap()` is called
    when something may have been missed, after the connection was away.
    """

    def __init__(
        self, url: str, *, on_notice: Callable[[str, str], None], on_gap: Callable[[], None]
    ) -> None:
        self._url = for_libpq(url)
        self._on_notice = on_notice
        self._on_gap = on_gap
        self._me = new_id()
        self._waiting: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        self.is_connected = asyncio.Event()

    def tell(self, practice_id: str, conversation_id: str) -> None:
        """Tell the other replicas, soon; while none can be reached what is told is lost."""
        try:
            self._waiting.put_nowait(f"{self._me}:{practice_id}:{conversation_id}")
        except asyncio.QueueFull:
            logger.warning("news for other replicas was dropped: the database is away")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen and tell for as long as this is open."""
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        failures = 0
        while True:
            try:
                connection = await asyncpg.connect(self._url)
            except (OSError, asyncpg.PostgresError, TimeoutError) as error:
                logger.warning("no connection for live news: %s", type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)])
                failures += 1
                continue
            failures = 0
            try:
                await self._use(connection)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
                logger.warning("live news broke off: %s", type(error).__name__)
            finally:
                self.is_connected.clear()
                connection.remove_termination_listener(self._break_off)
                connection.terminate()

    async def _use(self, connection: Any) -> None:
        connection.add_termination_listener(self._break_off)
        await connection.add_listener(CHANNEL, self._hear)
        self.is_connected.set()
        self._on_gap()
        while True:
            try:
                # Not wait_for: before Python 3.12 it loses a cancellation that comes with an item.
                async with asyncio.timeout(ALIVE_SECONDS):
                    payload = await self._waiting.get()
            except TimeoutError:
                await connection.execute("SELECT 1", timeout=ALIVE_SECONDS)
                continue
            if payload == _BROKEN:
                raise ConnectionResetError
            await connection.execute(
                "SELECT pg_notify($1, $2)", CHANNEL, payload, timeout=ALIVE_SECONDS
            )

    def _break_off(self, _connection: object) -> None:
        """Wake who waits for something to tell, since nothing will be heard any more."""
        if not self._waiting.full():
            self._waiting.put_nowait(_BROKEN)

    def _hear(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        sender, _, rest = str(payload).partition(":")
        practice_id, _, conversation_id = rest.partition(":")
        if sender != self._me and practice_id and conversation_id:
            self._on_notice(practice_id, conversation_id)
