"""A notice board: pages that are open hear which conversation has changed.

It stands in one process. What is published here can be carried on to the boards of others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Final

ANY: Final = "*"
"""Told instead of an id when nobody knows what has changed: look at everything."""


class Live:
    """Carries ids only, and forgets: whoever listens reads the database for the rest."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = {}
        self._carry_on: Callable[[str, str], None] | None = None
        self._is_closed = False

    def carry_on_to(self, others: Callable[[str, str], None]) -> None:
        """From now on hand what is published here to the boards of other processes too."""
        self._carry_on = others

    def publish(self, practice_id: str, conversation_id: str) -> None:
        """Tell every listener of the practice, wherever it is; call it after the commit."""
        self.tell_here(practice_id, conversation_id)
        if self._carry_on is not None:
            self._carry_on(practice_id, conversation_id)

    def tell_everybody_here(self) -> None:
        """News may have been missed: let every page of this process look again."""
        for practice_id in tuple(self._listeners):
            self.tell_here(practice_id, ANY)

    def tell_here(self, practice_id: str, conversation_id: str) -> None:
        """Tell the listeners of this process alone."""
        for listener in tuple(self._listeners.get(practice_id, ())):
            listener.tell(conversation_id)

    def listen(self, *practice_ids: str) -> Listener:
        """Hear of every change there from now on; close the listener when done."""
        listener = Listener(self, practice_ids)
        for practice_id in practice_ids:
            self._listeners.setdefault(practice_id, set()).add(listener)
        if self._is_closed:
            listener.end()
        return listener

    def leave(self, listener: Listener) -> None:
        """Stop telling a listener; doing it twice is harmless."""
        for practice_id in listener.practice_ids:
            listeners = self._listeners.get(practice_id, set())
            listeners.discard(listener)
            if not listeners:
                self._listeners.pop(practice_id, None)

    def close(self) -> None:
        """End every listener, so that open streams do not hold up a server that stops."""
        self._is_closed = True
        for listeners in tuple(self._listeners.values()):
            for listener in tuple(listeners):
                listener.end()


class Listener:
    """An endless async iterator of conversation ids.

    What a slow reader has not fetched yet is kept once per conversation, so it never grows
    beyond the number of conversations.
    """

    def __init__(self, board: Live, practice_ids: tuple[str, ...]) -> None:
        self.practice_ids = practice_ids
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

    async def __aenter__(self) -> Listener:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
