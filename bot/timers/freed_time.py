"""Offer a time that came free to the one whose turn it is, and pass it on when none answers."""

from __future__ import annotations

from datetime import timedelta

from actions.basis.timers import set_timer
from actions.texts.queue_text import Owner
from actions.waiting_list.offer_freed_time import held_for, last_moment, pass_on
from bot.flow_names import FREED_TIME_FLOW
from bot.timers.due import Cancelled, Done, Due, Expired, Later, Outcome, Stale
from bot.timers.good_moment import is_too_late, unless_good_moment
from storage.models import WaitingPlace


async def offer_it(due: Due) -> Outcome:
    """One kind text; whoever must not be texted just now is passed over and keeps their place."""
    place = await _place(due)
    if place is None:
        return Stale("changed")
    refusal = Expired() if is_too_late(due) else await unless_good_moment(due, is_patient=False)
    if isinstance(refusal, Later):
        return refusal
    if refusal is None:
        refusal = await _say(due, place)
    if refusal is not None:
        await pass_on(due.work, place)
    return refusal or Done()


async def pass_it_on(due: Due) -> Outcome:
    """The time was kept as long as we said."""
    place = await _place(due)
    if place is None:
        return Stale("answered")
    await pass_on(due.work, place)
    return Done()


async def _say(due: Due, place: WaitingPlace) -> Outcome | None:
    """None once it is said; the holding begins with the text."""
    timer, work = due.timer, due.work
    hold = await held_for(work, place)
    if hold is None or timer.conversation_id is None:
        return Cancelled("no_conversation")
    holds = timedelta(minutes=work.practice.settings.offer_hold_minutes)
    place.offered_until = min(due.now + holds, last_moment(work, hold))
    hold.held_until = place.offered_until
    prompted = await due.speaker.prompt(
        work,
        timer.conversation_id,
        FREED_TIME_FLOW,
        {"freed_time_due": True},
        kind="notice",
        owner=Owner(type="waiting_place", id=place.id, version=place.version),
        expires_at=place.offered_until - due.shift,
    )
    if prompted != "said":
        return Cancelled(prompted)
    await set_timer(
        work,
        patient=due.patient,
        conversation_id=timer.conversation_id,
        kind="freed_time_lapsed",
        owner_type="waiting_place",
        owner_id=place.id,
        owner_version=place.version,
        due_at=place.offered_until,
    )
    return None


async def _place(due: Due) -> WaitingPlace | None:
    """The place, while what is offered to it is what the timer was set for."""
    place = await due.uow.waiting_places.get(due.timer.owner_id)
    if place is None or place.version != due.timer.owner_version or place.status != "offered":
        return None
    return place
