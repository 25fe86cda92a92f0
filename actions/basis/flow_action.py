"""What every action of a flow shares: it works on a case and says which slots to set.

rasa-sdk's action server makes one instance of each subclass for all conversations, so nothing
about a person may ever be kept on `self`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker

from actions.basis.case import Case, case_from_environment, case_in_hand


class FlowAction(Action, ABC):
    """An action by which a flow asks for one thing to be done."""

    action_name: ClassVar[str]

    def name(self) -> str:
        return self.action_name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[EventType]:
        case = case_in_hand()
        if case is not None:
            return await self._events(case, tracker, dispatcher)
        async with case_from_environment(tracker.sender_id) as own:
            return await self._events(own, tracker, dispatcher)

    async def _events(
        self, case: Case, tracker: Tracker, dispatcher: CollectingDispatcher
    ) -> list[EventType]:
        slots = await self.act(case, tracker.current_slot_values(), dispatcher)
        return [SlotSet(name, value) for name, value in slots.items()]

    @abstractmethod
    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        """Do it; `slots` is a copy. Returns the slots to set."""
