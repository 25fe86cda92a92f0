"""What somebody began to tell and did not end: whether it stands so, and what notices it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from actions.basis.spoken_of import DIALOGUE
from actions.basis.timers import set_timer
from actions.basis.work import Work
from bot.dialogue import State, StateUnreadable
from bot.flow_names import CHECK_IN_FLOW, FREED_TIME_FLOW, MISSED_FLOW, REMINDER_FLOW
from storage.models import Conversation, Patient

NUDGE_AFTER: Final = timedelta(days=1)
HALF_FINISHED_AFTER: Final = timedelta(days=2)
"""Counted from a person's last text, where they are still half-way."""
_BEGUN_BY_US: Final = frozenset({REMINDER_FLOW, CHECK_IN_FLOW, FREED_TIME_FLOW, MISSED_FLOW})


async def watch_half_told(
    work: Work, patient: Patient, conversation: Conversation, *, key: str = ""
) -> None:
    """Set the timers that notice a half-finished referral; `key` tells them from earlier ones."""
    for kind, after in (("nudge", NUDGE_AFTER), ("half_finished", HALF_FINISHED_AFTER)):
        await set_timer(
            work,
            patient=patient,
            conversation_id=conversation.id,
            kind=kind,
            owner_type="conversation",
            owner_id=conversation.id,
            key=key,
            due_in=after,
        )


def is_asked(conversation: Conversation) -> bool:
    """Whether a question of what they tell us is open, as far as can be read: what a reminder or
    a check-in asks is none, and has silences of its own."""
    saved = (conversation.state or {}).get(DIALOGUE)
    try:
        state = None if saved is None else State.from_json(saved)
    except StateUnreadable:
        return False  # it begins anew, with nothing asked
    if state is None:
        return True
    begun_by_us = any(frame.flow_id in _BEGUN_BY_US for frame in state.stack)
    return state.question is not None and not begun_by_us


def is_half_way(conversation: Conversation) -> bool:
    """Whether something that was begun waits to be gone on with, as far as can be read."""
    saved = (conversation.state or {}).get(DIALOGUE)
    try:
        return saved is None or not State.from_json(saved).is_idle
    except StateUnreadable:
        return False
