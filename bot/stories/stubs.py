"""Stands in for the executor where a story says what an action returns."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogue import ActionCall, ActionFailure, ActionResult
from bot.exchange.executor import Executor
from bot.stories.story import Stub


class StubbedExecutor(Executor):
    def __init__(self, real: Executor, stubs: Mapping[str, Stub]) -> None:
        self._real = real
        self._stubs = stubs
        self.used: set[str] = set()

    @property
    def names(self) -> frozenset[str]:
        return self._real.names | frozenset(self._stubs)

    async def run(self, call: ActionCall, *, conversation_id: str) -> ActionResult | ActionFailure:
        stub = self._stubs.get(call.name)
        if stub is None:
            return await self._real.run(call, conversation_id=conversation_id)
        self.used.add(call.name)
        return ActionResult(events=stub.events, responses=stub.responses)
