"""Runs a flow's actions in this process, through rasa-sdk's own ActionExecutor.

Actions get copies and a time limit; only the events that they return change a conversation.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import Action

from bot.dialogue import ActionCall, ActionFailure, ActionResult

DIGEST = "in-process"
"""The executor wants a domain or a digest it knows; the domain itself is never sent."""


class RepeatedAction(Exception):
    """Two actions have one name; rasa-sdk alone would silently keep the later."""


class ActionTooSlow(Exception):
    """An action ran out of time; whatever it had written by then must not be kept."""


class Executor:
    def __init__(self, actions: Iterable[type[Action]], *, timeout_seconds: float) -> None:
        self._executor = ActionExecutor()
        self._executor.domain = {}
        self._executor.domain_digest = DIGEST
        self._timeout_seconds = timeout_seconds
        for action in actions:
            instance = action()
            if instance.name() in self._executor.actions:
                raise RepeatedAction(f"two actions are called {instance.name()}")
            if not asyncio.iscoroutinefunction(instance.run):
                raise TypeError(f"{instance.name()} would block the server: make run async")
            self._executor.register_action(instance)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._executor.actions)

    async def run(self, call: ActionCall, *, conversation_id: str) -> ActionResult | ActionFailure:
        """The events and responses of one action; a failure when it gave none.

        Raises ActionTooSlow; that, and an exception of the action, passes through, and the turn is
        rolled back with it.
        """
        tracker = {
            "sender_id": conversation_id,
            "slots": dict(call.slots),  # the engine has copied what is in them
            "latest_message": {},
            "events": [],
        }
        payload: dict[str, Any] = {
            "next_action": call.name,
            "sender_id": conversation_id,
            "domain_digest": DIGEST,
            "tracker": tracker,
        }
        try:
            async with asyncio.timeout(self._timeout_seconds):
                result = await self._executor.run(payload)
        except TimeoutError:
            raise ActionTooSlow(f"{call.name} took over {self._timeout_seconds:g} s") from None
        if result is None:
            return ActionFailure(info=f"{call.name} gave no result")
        return ActionResult(events=result.events, responses=result.responses)
