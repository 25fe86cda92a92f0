"""The words of the flows now in use: what may be started, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.flow_names import (
    AFTER_ALL_FLOW,
    CANCEL_FLOW,
    DETAILS_FLOW,
    FOR_ANOTHER_FLOW,
    INTERPRETER_FLOW,
    MAY_CHANGE_FLOW,
    MOVE_FLOW,
    NEEDS_FLOW,
    NO_CALLS_FLOW,
    NO_RUSH_FLOW,
    NOT_SAFE_FLOW,
    OTHER_TIME_FLOW,
    PERSON_FLOW,
    TOLD_BESIDES_FLOW,
    TOO_YOUNG_FLOW,
    WHEN_FLOW,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the flows know of words.

    `flows`: ids that may be started now, to their names. `phrases`: flow ids to example messages.
    `surest`: flow ids to how like an example (0 to 1) a message must be, where they say so.
    `synonyms`: a word to the value that it stands for. `slot_values`: filled choice slots to
    their values, each with the titles it goes by (so that "I meant debt" finds its slot).
    `say_only`: flows that only say something, and go back to what was asked.
    """

    flows: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    surest: Mapping[str, float] = field(default_factory=dict)
    slot_values: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    say_only: frozenset[str] = frozenset()
    needs_flow: str = NEEDS_FLOW
    appointment_when_flow: str = WHEN_FLOW
    no_rush_flow: str = NO_RUSH_FLOW
    may_change_flow: str = MAY_CHANGE_FLOW
    told_besides_flow: str = TOLD_BESIDES_FLOW
    coming: str = "coming"
    cancel_appointment_flow: str = CANCEL_FLOW
    details_flow: str = DETAILS_FLOW
    too_young_flow: str = TOO_YOUNG_FLOW
    needs_right_slot: str = "needs_right"
    safe_slot: str = "safe_to_text"
    not_safe_flow: str = NOT_SAFE_FLOW
    interpreter_flow: str = INTERPRETER_FLOW
    for_another_flow: str = FOR_ANOTHER_FLOW
    no_calls_flow: str = NO_CALLS_FLOW
    person_flow: str = PERSON_FLOW
    reminder_slot: str = "reminder_choice"
    missed_slot: str = "missed_choice"
    calling_off_slot: str = "confirm_cancel"
    freed_slot: str = "freed_choice"
    feeling_slot: str = "feeling"
    time_slot: str = "time_choice"
    wish_slot: str = "time_wanted"
    time_asked_slot: str = "time_asked"
    offered_slot: str = "times_offered"
    answered_slot: str = "answered_of_ours"
    other_time_flow: str = OTHER_TIME_FLOW
    moved_from_slot: str = "moved_from"
    called_off_slot: str = "called_off"
    after_all_flow: str = AFTER_ALL_FLOW
    move_flow: str = MOVE_FLOW
    name_slot: str = "person_name"
    birth_date_slot: str = "birth_date"
    no_birth_date_slot: str = "no_birth_date"
