"""The flows that the program itself knows by name: each stands here once, and in flows/.

Whatever else flows/ holds may be called anything. `bot.flow_set` says what of these must be there.
"""

from __future__ import annotations

from typing import Final

NEEDS_FLOW: Final = "self_referral"
"""Where config.yml names no other."""

REMINDER_FLOW: Final = "appointment_reminder"
CHECK_IN_FLOW: Final = "check_in"
MISSED_FLOW: Final = "missed_appointment"
FREED_TIME_FLOW: Final = "freed_time"
NOBODY_THERE_FLOW: Final = "nobody_there"
"""Begun by a timer."""

WHEN_FLOW: Final = "appointment_when"
MOVE_FLOW: Final = "move_appointment"
CANCEL_FLOW: Final = "cancel_appointment"
AFTER_ALL_FLOW: Final = "kept_after_all"
OTHER_TIME_FLOW: Final = "other_offered_time"
"""Of a chat that is booked or on offer."""

ABOUT_US_FLOW: Final = "about_blether"
HOW_IT_WORKS_FLOW: Final = "how_it_works"
WHY_FLOW: Final = "why_we_ask"
MAY_CHANGE_FLOW: Final = "may_change"
NO_RUSH_FLOW: Final = "no_rush"
TOLD_BESIDES_FLOW: Final = "told_besides"
"""They say something, and ask nothing."""

DETAILS_FLOW: Final = "other_details"
FOR_ANOTHER_FLOW: Final = "for_somebody_else"
INTERPRETER_FLOW: Final = "interpreter"
NO_CALLS_FLOW: Final = "text_not_phone"
PERSON_FLOW: Final = "speak_to_person"
NOT_SAFE_FLOW: Final = "not_safe_now"
TOO_YOUNG_FLOW: Final = "too_young"
"""Of who writes, and how they can be reached."""
