"""Which help cannot wait for an appointment, when a text says that somebody needs it today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction

_KIND_OF_NEED: Final = {
    "housing": "homeless",
    "food": "food",
    "energy": "heat",
    "debt": "debt",
    "money": "money",
}
"""Of needs, and of what a text may tell of one: somebody comes to the home for a debt."""
_MEDICINE_NEEDS = ("healthy_living", "mental_health", "addiction")
URGENT_TOLD: Final = "urgent_told"
"""The slot that holds the needs of the last text that could not wait, or what it tells of them."""
URGENT_NAMED: Final = "urgent_named"
"""The slot that holds which kinds of help were named, and when last."""
URGENT_HELPED: Final = "urgent_helped"
URGENT_KIND: Final = "urgent_kind"
_AGAIN_AFTER: Final = timedelta(days=1)


class ActionUrgentHelp(FlowAction):
    action_name: ClassVar[str] = "action_urgent_help"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        return help_for_today(case.referral.risk, slots, case.now)


def words_for(kind: str) -> str:
    """The response that names help of a kind: "food", "homeless", "person"."""
    return f"utter_urgent_{kind}"


def help_for_today(risk: str, slots: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
    """The slots that tell which help is to be named now: `urgent_kind`, "" where none is."""
    if risk != "urgent" or slots.get(URGENT_HELPED):
        return {URGENT_KIND: ""}
    kind = _kind_told(slots) or urgent_kind(slots.get("needs") or [])
    named = {**(slots.get(URGENT_NAMED) or {}), kind: now.isoformat()}
    return {URGENT_KIND: kind, URGENT_HELPED: True, URGENT_NAMED: named}


def may_name_again(slots: Mapping[str, Any], needs: Sequence[str], now: datetime) -> bool:
    """Whether help for today was last named more than a day before a text with these `needs`, which
    cannot wait, or none of its kind was: what was said weeks ago helps nobody tonight."""
    named = slots.get(URGENT_NAMED) or {}
    last = named.get(urgent_kind(needs))
    return last is None or now - datetime.fromisoformat(last) >= _AGAIN_AFTER


def _kind_told(slots: Mapping[str, Any]) -> str | None:
    """The kind that the text itself is of, where it names one."""
    told = slots.get(URGENT_TOLD) or []
    return urgent_kind(told) if told else None


def urgent_kind(needs: Sequence[str]) -> str:
    """The first of the needs, in order of what a night without it costs.

    "person" for whoever may have no right to a grant, or needs something that no grant buys: no
    number is right without knowing more.

    >>> urgent_kind(["money", "food"]), urgent_kind(["addiction"]), urgent_kind(["caring"])
    ('food', 'medicine', 'person')
    """
    for need, kind in _KIND_OF_NEED.items():
        if need in needs:
            return kind
    if any(need in needs for need in _MEDICINE_NEEDS):
        return "medicine"
    return "money" if "work" in needs else "person"
