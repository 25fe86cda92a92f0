"""A time that came free was offered by text: tell of it, and do what the person answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from actions.basis.when_text import until_text, when_text
from actions.booking.find_appointment import appointment_slots
from actions.booking.plan_reminders import plan_reminders
from actions.booking.time_choice import title
from actions.waiting_list.leave_waiting_list import leave_list
from actions.waiting_list.offer_freed_time import held_for, pass_on
from bot.delivery.attention import no_longer
from storage.models import Appointment

_REFUSED: Final = ("not_this", "other_time")


async def freed_time_slots(case: Case) -> dict[str, Any]:
    """The time that is offered to them, and till when it is kept; "" when none is any more."""
    place = await case.work.uow.waiting_places.of_referral(case.referral.id)
    hold = await held_for(case.work, place) if place else None
    if place is None or hold is None or place.offered_until is None:
        return dict.fromkeys(("freed_text", "freed_until", "freed_at", "freed_way"), "")
    zone, language = case.work.timezone, case.words.language
    when = when_text(hold.starts_at, zone, language)
    return {
        "freed_text": title(case.words, when, hold.mode),
        "freed_at": hold.starts_at.isoformat(),
        "freed_way": hold.mode,
        "freed_until": until_text(place.offered_until, case.now, zone, language),
    }


class ActionFindFreedTime(FlowAction):
    """Sets `freed_text` to the time that is offered and `freed_until`; "" when none is."""

    action_name: ClassVar[str] = "action_find_freed_time"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        return await freed_time_slots(case)


class ActionAnswerFreedTime(FlowAction):
    """Sets `freed_taken`: whether the time is theirs now."""

    action_name: ClassVar[str] = "action_answer_freed_time"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        choice = slots.get("freed_choice")
        place = await case.work.uow.waiting_places.of_referral(case.referral.id)
        hold = await held_for(case.work, place) if place else None
        if choice == "off_list":
            await leave_list(case.work, case.referral, "left")
        elif place is not None and hold is not None and choice in _REFUSED:
            await pass_on(case.work, place)
        elif place is not None and hold is not None and choice == "take":
            await _take(case, hold)
            place.status = "booked"
            place.version += 1
            return {"freed_taken": True, **await appointment_slots(case, hold)}
        return {"freed_taken": False}


async def _take(case: Case, hold: Appointment) -> None:
    work, referral = case.work, case.referral
    hold.patient_id, hold.referral_id = case.patient.id, referral.id
    hold.status = "booked"
    hold.held_until = None
    hold.version += 1
    hold.updated_at = referral.updated_at = case.now
    referral.assigned_to = referral.assigned_to or hold.link_worker_id
    no_longer(referral, "no_times")
    await plan_reminders(work, hold, case.patient, case.conversation.id)
    record(work, "booked", hold.id, subject_type="appointment")
