"""A notice board within one process: pages that are open hear which conversation has changed."""

from __future__ import annotations

import asyncio
from types import TracebackType


class Live:
    """Carries ids only, and forgets: whoever listens reads the database for the rest."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = {}

    def publish(self, practice_id: str, conversation_id: str) -> None:
        """Tell every listener of the practice; call it after the commit."""
        for listener in tuple(self._listeners.get(practice_id, ())):
            listener.tell(conversation_id)

    def listen(self, practice_id: str) -> Listener:
        """Hear of every change from now on; close the listener when done."""
        listener = Listener(self, practice_id)
        self._listeners.setdefault(practice_id, set()).add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """Stop telling a listener; doing it twice is harmless."""
        listeners = self._listeners.get(listener.practice_id, set())
        listeners.discard(listener)
        if not listeners:
            self._listeners.pop(listener.practice_id, None)

    def close(self) -> None:
        """End every listener, so that open streams do not hold up a server that stops."""
        for listeners in tuple(self._listeners.values()):
            for listener in tuple(listeners):
                listener.end()

    @property
    def listener_count(self) -> int:
        return sum(len(listeners) for listeners in self._listeners.values())


class Listener:
    """An endless async iterator of conversation ids.

    What a slow reader has not fetched yet is kept once per conversation, so it never grows
    beyond the number of conversations.
    """

    def __init__(self, board: Live, practice_id: str) -> None:
        self.practice_id = practice_id
        self._board = board
        self._unread: dict[str, None] = {}
        self._has_unread = asyncio.Event()
        self._is_ended = False

    def tell(self, conversation_id: str) -> None:
        self._unread[conversation_id] = None
        self._has_unread.set()

    def end(self) -> None:
        self._is_ended = True
        self._has_unread.set()

    def close(self) -> None:
        self._board.leave(self)

    def __aiter__(self) -> Listener:
        return self

    async def __anext__(self) -> str:
        await self._has_unread.wait()
        if self._is_ended:
            raise StopAsyncIteration
        conversation_id = next(iter(self._unread))
        del self._unread[conversation_id]
        if not self._unread:
            self._has_unread.clear()
        return conversation_id

    async def aclose(self) -> None:
        self.close()

    async def __aenter__(self) -> Listener:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
