"""Take the time again that a person called off a little while ago, if it is still free."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.booking.hold_time import ActionHoldTime
from actions.booking.time_choice import CALLED_OFF_SLOT

_WITHIN: Final = timedelta(days=1)


class ActionHoldCalledOff(ActionHoldTime):
    """Sets `time_held`; false where nothing was called off within the day, or others were quicker.

    Whoever waits may have been offered it by now: then it is theirs to take.
    """

    action_name: ClassVar[str] = "action_hold_called_off"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        called_off = slots.get(CALLED_OFF_SLOT)
        if not isinstance(called_off, Mapping):
            return {"time_held": False}
        if case.now - datetime.fromisoformat(called_off["at"]) > _WITHIN:
            return {"time_held": False}
        found = await super().act(case, {**slots, "time_choice": called_off["time"]}, dispatcher)
        return {**found, CALLED_OFF_SLOT: None}
