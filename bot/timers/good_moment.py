"""Whether this is a moment to write to somebody who has not just written to us."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from actions.booking.plan_reminders import is_before
from actions.texts.want_reminders import refuses_reminders
from bot.delivery.check import HAS_NO_HOURS, LOOK_AGAIN_AFTER
from bot.delivery.hours import next_opening
from bot.delivery.same_phone import holds_texts
from bot.timers.due import Cancelled, Done, Due, Expired, Later, Outcome
from bot.timers.speaker import Prompted

HANDED_BACK: Final = "handed_back"
_REMINDING: Final = frozenset(["reminder", "nudge", "check_in_nudge"])
_A_MOMENT: Final = timedelta(minutes=5)


async def unless_good_moment(due: Due, *, is_patient: bool = True) -> Outcome | None:
    """None when the text may be written now, else what becomes of the timer.

    With `is_patient` a text that is held waits, within its time, for the holding to end.
    """
    patient = due.patient
    if await due.uow.opt_outs.is_out(patient.id):
        return Cancelled("opted_out")
    if patient.unreachable_reason is not None:
        return Cancelled("unreachable")
    if await _is_unwanted(due):
        return Cancelled("not_wanted")
    if await holds_texts(due.uow, patient):
        return _later(due, due.work.now + LOOK_AGAIN_AFTER) if is_patient else Cancelled("held")
    opens = _opening(due)
    if opens <= due.now:
        return await _after_the_news_of_return(due)
    if _is_muted(due):
        # Muting may end sooner than was said, so the plan is not put off as far as that.
        opens = min(opens, due.now + LOOK_AGAIN_AFTER)
    return _later(due, opens - due.shift)


async def _is_unwanted(due: Due) -> bool:
    """Whether it reminds somebody who wants no reminders. One that a colleague tries again is
    theirs to decide."""
    timer = due.timer
    is_by_hand = timer.kind == "reminder" and not is_before(timer.key)
    if timer.kind not in _REMINDING or is_by_hand:
        return False
    return await refuses_reminders(due.uow, due.patient)


async def conversation_of(due: Due) -> str | None:
    """The conversation that the timer was set in, or the one that has followed it since. Where its
    referral was closed and none has, the one that is over: a visit that still stands is told of."""
    conversation_id = due.timer.conversation_id
    if conversation_id is not None:
        conversation = await due.uow.conversations.get(conversation_id)
        if conversation is not None and conversation.is_live:
            return conversation_id
    following = await due.uow.conversations.live_for(due.patient.id)
    return following.id if following else conversation_id


def after_speaking(due: Due, prompted: Prompted) -> Outcome:
    """What a try to speak makes of the timer."""
    if prompted == "said":
        return Done()
    if prompted == "gone":
        return Cancelled("no_conversation")
    return _later(due, due.work.now + LOOK_AGAIN_AFTER)


def is_too_late(due: Due, *, hours: int | None = None) -> bool:
    """Past its last moment, or more than `hours` late because nobody swept."""
    timer, now = due.timer, due.work.now
    if timer.expires_at is not None and now >= timer.expires_at:
        return True
    return hours is not None and now - timer.due_at > timedelta(hours=hours)


async def _after_the_news_of_return(due: Due) -> Outcome | None:
    """That Blether answers again is told before it asks anything: "ok thanks" to it answers no
    reminder."""
    conversation_id = due.timer.conversation_id
    if due.timer.kind == HANDED_BACK or conversation_id is None:
        return None
    others = await due.uow.timers.of_owner("conversation", conversation_id)
    is_to_come = any(
        other.kind == HANDED_BACK and other.status == "waiting" and other.due_at <= due.work.now
        for other in others
    )
    return _later(due, due.work.now + _A_MOMENT) if is_to_come else None


def _is_muted(due: Due) -> bool:
    muted_until = due.patient.muted_until
    return muted_until is not None and muted_until > due.now


def _opening(due: Due) -> datetime:
    """When texts may next be sent and the person is no longer muted, by their clock."""
    now = due.now
    muted_until = due.patient.muted_until
    earliest = max(now, muted_until) if muted_until else now
    if due.patient.channel in HAS_NO_HOURS:
        return earliest
    return next_opening(earliest, due.work.practice.settings, due.work.practice.timezone)


def _later(due: Due, at: datetime) -> Outcome:
    expires_at = due.timer.expires_at
    return Expired("no_good_moment") if expires_at and at >= expires_at else Later(at)
