"""Take the time that a person chose: book it, or move what they have to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, cast

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.errors import NotAllowed, TimeTaken
from actions.basis.flow_action import FlowAction
from actions.booking.book import book_for
from actions.booking.find_appointment import appointment_of, appointment_slots
from actions.booking.move import move
from actions.booking.offers import offers
from actions.booking.time_choice import (
    MOVED_FROM_SLOT,
    NO_APPOINTMENT,
    OFFERED_SLOT,
    OR_KEEP,
    chosen,
    token_of,
    wanted,
    within_reach,
)
from actions.booking.who_keeps_visits import whose_times
from storage.models import Appointment
from storage.models.appointment import Mode


class ActionHoldTime(FlowAction):
    """Sets `time_held`; when it is false the flow asks again, with other times on offer.

    `times_tried` counts what the person asked for. That others were quicker is not their doing:
    they may choose for as long as there is a time to choose.
    """

    action_name: ClassVar[str] = "action_hold_time"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        tried = float(slots.get("times_tried") or 0) + 1
        value = slots.get("time_choice")
        picked = chosen(value) or await self._exactly(case, value, slots)
        if picked is None and await self._is_kept_instead(case, value, slots):
            return {"time_held": False, "time_gone": True, "time_choice": NO_APPOINTMENT}
        if picked is None:
            return self._look_again(slots, value, tried)
        had = await appointment_of(case)
        before = _as_left(had, case) if had is not None else None
        try:
            appointment = await self._take_or_another(case, picked, slots)
        except TimeTaken:
            return {"time_held": False, "time_gone": True}
        if appointment is None:
            return {"time_held": False, "time_gone": True, "times_tried": tried}
        return {
            "time_held": True,
            "time_gone": False,
            "times_tried": tried,
            "time_wanted": None,
            **_with_taken(slots.get(OFFERED_SLOT), value),
            **_with_left(slots, before, appointment),
            **await appointment_slots(case, appointment),
        }

    async def _is_kept_instead(self, case: Case, value: Any, slots: Mapping[str, Any]) -> bool:
        """ "Friday at 10, if not keep it": whether what they have stays, as that is not free."""
        is_said = isinstance(value, Mapping) and bool(value.get(OR_KEEP))
        if not is_said or await appointment_of(case) is None:
            return False
        wish = within_reach(case, wanted(value), slots)
        if wish is None or wish.exact is not None:
            return wish is not None
        worker = await whose_times(case.work, case.referral)
        free = await offers(case.work, worker, wish, 1, now=case.now)
        return not any(wish.admits(each) for each in free)

    async def _take_or_another(
        self, case: Case, picked: tuple[datetime, str, str], slots: Mapping[str, Any]
    ) -> Appointment | None:
        """The time, or the same time with a colleague if somebody else was quicker.

        TimeTaken if others took both; None if it may not be booked any more.
        """
        try:
            return await self._take(case, picked)
        except NotAllowed:
            return None
        except TimeTaken:
            another = await self._exactly(case, {"exact": picked[0].isoformat()}, slots)
            if another is None:
                raise
        try:
            return await self._take(case, another)
        except NotAllowed:
            return None

    async def _exactly(
        self, case: Case, value: Any, slots: Mapping[str, Any]
    ) -> tuple[datetime, str, str] | None:
        """The one free time that words named exactly: "Thursday at two" when that is free."""
        wish = within_reach(case, wanted(value), slots)
        if wish is None or wish.exact is None:
            return None
        worker = await whose_times(case.work, case.referral)
        for free in await offers(case.work, worker, wish, 1, now=case.now):
            if free.starts_at == wish.exact and wish.mode in (None, free.mode):
                return free.starts_at, free.link_worker_id, free.mode
        return None

    def _look_again(self, slots: Mapping[str, Any], value: Any, tried: float) -> Mapping[str, Any]:
        if isinstance(value, Mapping) and value.get("later"):
            page = float(slots.get("times_page") or 0) + 1
            again: dict[str, Any] = {"times_page": page, "time_wanted": slots.get("time_wanted")}
        else:
            again = {"times_page": 0, "time_wanted": value if isinstance(value, Mapping) else None}
        return {"time_held": False, "time_gone": False, "times_tried": tried, **again}

    async def _take(self, case: Case, picked: tuple[datetime, str, str]) -> Appointment:
        starts_at, link_worker_id = picked[:2]
        mode = cast(Mode, picked[2])
        live = await appointment_of(case)
        if live is not None:
            return await move(
                case.work, live.id, starts_at, link_worker_id, mode, tell_patient=False
            )
        return await book_for(
            case.work,
            case.patient,
            case.conversation,
            case.referral,
            link_worker_id,
            starts_at,
            mode,
            source="patient",
        )


def _with_taken(offered: Any, value: Any) -> Mapping[str, Any]:
    """Which of the times on offer was taken: "sorry, meant 2" asks for another."""
    return {OFFERED_SLOT: {**offered, "taken": value}} if isinstance(offered, Mapping) else {}


def _as_left(had: Appointment, case: Case) -> dict[str, str]:
    """The time that they have, before it is moved."""
    time = token_of(had.starts_at, had.link_worker_id, had.mode)
    return {"time": time, "at": case.now.isoformat()}


def _with_left(
    slots: Mapping[str, Any], before: dict[str, str] | None, now_is: Appointment
) -> Mapping[str, Any]:
    """The time that was left, for who goes back to it; older flows have no place for it."""
    if before is None or MOVED_FROM_SLOT not in slots:
        return {}
    return {MOVED_FROM_SLOT: before | {"to": now_is.starts_at.isoformat()}}


class ActionMoveAppointment(ActionHoldTime):
    """The same by the name that a flow about moving uses."""

    action_name: ClassVar[str] = "action_move_appointment"
