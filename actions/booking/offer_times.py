"""Ask when to meet, offering free times; the question of the slot `time_choice`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar, Final

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.basis.when_text import when_text
from actions.booking.offers import FreeTime, Wanted, offers
from actions.booking.time_choice import (
    NO_APPOINTMENT,
    OFFERED_SLOT,
    title,
    token,
    wanted,
    within_reach,
)
from actions.booking.who_keeps_visits import whose_times
from actions.casework.raise_in_inbox import raise_in_inbox

OFFERED = 3
_STILL_CHOOSING: Final = timedelta(minutes=10)
"""For so long after their last text others count as about to choose a time, too."""


class ActionAskTimeChoice(FlowAction):
    action_name: ClassVar[str] = "action_ask_time_choice"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        said = slots.get("time_wanted") or slots.get("time_asked")
        wish = within_reach(case, wanted(said), slots)
        page = int(slots.get("times_page") or 0)
        worker = await whose_times(case.work, case.referral)
        free = await offers(
            case.work,
            worker,
            wish,
            OFFERED,
            now=case.now,
            skip=page * OFFERED,
            turn=0 if page else await _turn(case),
            shared_out_by=_asked_by(case) if slots.get("time_gone") else None,
        )
        if not free:
            raise_in_inbox(case.work, case.referral, "no_times", patient=case.patient)
            dispatcher.utter_message(response="utter_no_times")
            return {"times_none": True, "time_choice": NO_APPOINTMENT}
        dispatcher.utter_message(
            response=_lead(slots, wanted(said), free), buttons=self._buttons(case, slots, free)
        )
        return {
            "times_none": False,
            "time_wanted": said,
            "time_asked": None,
            **_offered(case, slots, free),
        }

    def _buttons(
        self, case: Case, slots: Mapping[str, Any], free: list[FreeTime]
    ) -> list[dict[str, Any]]:
        language = case.words.language
        buttons = [
            _button(
                title(
                    case.words, when_text(each.starts_at, case.work.timezone, language), each.mode
                ),
                token(each),
            )
            for each in free
        ]
        if not slots.get("has_appointment"):
            buttons.append(_button(case.words.text("utter_button_no_time"), NO_APPOINTMENT))
        return buttons


async def _turn(case: Case) -> int:
    """How many of those who are on their way to a time now began before this person."""
    return await case.work.uow.referrals.ahead_of(
        case.referral, case.now - _STILL_CHOOSING, case.now
    )


def _asked_by(case: Case) -> str:
    """Other words for each who asks, and each time they ask."""
    return f"{case.referral.id} {case.now.isoformat()}"


def _offered(case: Case, slots: Mapping[str, Any], free: list[FreeTime]) -> Mapping[str, Any]:
    """What is on offer, for who puts their choice right; older flows have no place for it."""
    if OFFERED_SLOT not in slots:
        return {}
    times = [token(each) for each in free]
    return {OFFERED_SLOT: {"at": case.now.isoformat(), "times": times}}


def _lead(slots: Mapping[str, Any], wish: Wanted | None, free: list[FreeTime]) -> str:
    """Which words lead in the times, by why they are shown."""
    if slots.get("time_gone"):
        return "utter_time_gone"
    if wish is not None and wish.mode is not None and free[0].mode != wish.mode:
        return "utter_offer_other_way"
    if wish is not None and wish.exact in (None, free[0].starts_at) and wish.admits(free[0]):
        return "utter_offer_times_again"
    if slots.get("times_page"):
        return "utter_offer_other_times"
    return "utter_offer_times" if wish is None else "utter_offer_nearest_times"


def _button(title: str, value: str) -> dict[str, Any]:
    return {"title": title, "payload": f"/SetSlots(time_choice={value})"}
