"""Texts are looked through in threads, so that others are answered meanwhile.

Anybody may send a web chat a text of a book's length, and a thread cannot be stopped. Those longer
than any carrier brings wait for one another in a thread of their own; and none is waited for
beyond a bound, after which whoever wrote is answered as if they might be in danger.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from bot.exchange.exchange import MOST_READ
from bot.understanding import Detection

LOOK_SECONDS: Final = 6.0
"""A text of MOST_READ letters takes a tenth of one, the longest that comes in one to three; a
carrier waits fifteen, and what is kept then has to be written down."""


class LookedTooLong(Exception):
    """What a text speaks of could not be told in time."""


def _one_thread() -> Executor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="long-texts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """One for each process."""

    seconds: float = LOOK_SECONDS
    _long: Executor = field(default_factory=_one_thread)

    async def through(self, text: str, detect: Callable[[str], Detection]) -> Detection:
        """What a text speaks of; raises LookedTooLong."""
        executor = self._long if len(text) > MOST_READ else None
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self.seconds):
                return await loop.run_in_executor(executor, detect, text)
        except TimeoutError as error:
            raise LookedTooLong(f"looking through a text took {self.seconds:g} seconds") from error
