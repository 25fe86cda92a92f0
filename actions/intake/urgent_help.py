"""Which help cannot wait for an appointment, when a text says that somebody needs it today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction

_KIND_OF_NEED = {"housing": "homeless", "food": "food", "energy": "heat", "money": "money"}
_MEDICINE_NEEDS = ("healthy_living", "mental_health", "addiction")


class ActionUrgentHelp(FlowAction):
    action_name: ClassVar[str] = "action_urgent_help"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        if case.referral.risk != "urgent" or slots.get("urgent_helped"):
            return {"urgent_kind": ""}
        return {"urgent_kind": urgent_kind(slots.get("needs") or []), "urgent_helped": True}


def urgent_kind(needs: Sequence[str]) -> str:
    """The first of the needs, in order of what a night without it costs.

    "person" for whoever may have no right to a grant: no number is right without knowing more.

    >>> urgent_kind(["money", "food"]), urgent_kind(["addiction"]), urgent_kind([])
    ('food', 'medicine', 'money')
    """
    for need, kind in _KIND_OF_NEED.items():
        if need in needs:
            return kind
    if any(need in needs for need in _MEDICINE_NEEDS):
        return "medicine"
    return "person" if "immigration" in needs else "money"
