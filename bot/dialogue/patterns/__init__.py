"""Conversation repair: the built-in patterns, one YAML file each.

A flow of the same name in `flows/` replaces one. Their words are responses in `flows/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.dialogue.conditions import Names
    from bot.dialogue.flow import Flow
    from bot.dialogue.slot import Slot

CONTEXT: Final[Mapping[str, tuple[str, ...]]] = {
    "pattern_cancel_flow": ("canceled_name", "canceled_frames"),
    "pattern_cannot_handle": ("reason", "utter"),
    "pattern_chitchat": ("reason",),
    "pattern_clarification": ("names", "clarification_options", "options"),
    "pattern_code_change": (),
    "pattern_collect_information": (
        "collect",
        "utter",
        "collect_action",
        "rejections",
    ),
    "pattern_completed": ("previous_flow_name",),
    "pattern_continue_interrupted": (
        "previous_flow_name",
        "interrupted_flow_names",
        "interrupted_flow_ids",
        "interrupted_flow_options",
        "multiple_flows_interrupted",
        "flow_name",
        "names",
    ),
    "pattern_correction": (
        "is_reset_only",
        "corrected_slots",
        "new_slot_values",
        "reset_flow_id",
        "reset_step_id",
    ),
    "pattern_human_handoff": ("reason",),
    "pattern_internal_error": ("error_type", "info"),
    "pattern_repeat_bot_messages": (),
    "pattern_restart": (),
    "pattern_search": (),
    "pattern_session_start": ("previous_flow_name", "flow_name"),
    "pattern_skip_question": ("reason",),
    "pattern_validate_slot": ("validate", "refill_utter", "refill_action", "rejections"),
}
"""What each pattern knows as `context.…`."""


def read_patterns(names: Names, slots: Mapping[str, Slot]) -> dict[str, Flow]:
    """The built-in patterns, compiled against these slots."""
    from bot.dialogue.problem import FlowsInvalid, Problem
    from bot.dialogue.reading.draft import Known
    from bot.dialogue.reading.flow import read_flow
    from bot.dialogue.reading.reader import Reader
    from bot.dialogue.reading.sections import read_sections
    from bot.dialogue.wording import BUILTIN_WORDING

    problems: list[Problem] = []
    reader = Reader(problems, names=names)
    known = Known(BUILTIN_WORDING, frozenset())
    entries = read_sections(_files(), problems).tables["flows"]
    flows = {n: read_flow(key, node, reader, slots, known) for n, (key, node) in entries.items()}
    if problems:
        raise FlowsInvalid(problems)
    return flows


@cache
def _files() -> list[tuple[str, str]]:
    folder = resources.files(__package__)
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".yml")), key=lambda f: f.name)
    return [(f"pattern {file.name}", file.read_text(encoding="utf-8")) for file in found]
