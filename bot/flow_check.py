"""`blether flows check`: everything that an author should hear about flows, as lines of text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.delivery.segments import segments, tidy
from bot.dialogue import Flows, FlowsInvalid, check, load_flows
from bot.stories.reading import read_stories

HELPLINES: Final = "helplines.json"
MOST_SEGMENTS: Final = {
    "": 1,
    # The crisis reply is one full text, never cut down to save a segment.
    "utter_crisis": 2,
    "utter_after_crisis": 2,
    "utter_failure": 2,
    "utter_help": 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`errors` keep the flows from being used; `warnings` are worth a look."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    flow_count: int = 0


def check_flows(paths: Sequence[str | Path]) -> Report:
    """Loads and checks the flows, and reads the conversation tests that stand among them."""
    try:
        flows = load_flows(paths)
    except FlowsInvalid as error:
        return Report(errors=tuple(str(problem) for problem in error.problems))
    found = check(
        flows,
        segments=_count,
        most_segments=MOST_SEGMENTS,
        wrong_helplines=_wrong_helplines(paths),
    )
    _, in_stories = read_stories(paths)
    errors = [str(problem) for problem in (*found, *in_stories) if not problem.is_warning]
    warnings = [str(problem) for problem in found if problem.is_warning]
    return Report(errors=tuple(errors), warnings=tuple(warnings), flow_count=_count_flows(flows))


def _count(text: str) -> int:
    return segments(tidy(text)).count


def _count_flows(flows: Flows) -> int:
    return sum(not flow.is_pattern for flow in flows.flows.values())


def _wrong_helplines(paths: Sequence[str | Path]) -> list[tuple[str, str]]:
    """Patterns of numbers that do not belong in a text for people in Scotland."""
    found: list[tuple[str, str]] = []
    for path in map(Path, paths):
        file = path / HELPLINES
        if file.is_file():
            data = json.loads(file.read_text(encoding="utf-8"))
            found += [(entry["pattern"], entry["why"]) for entry in data["wrong_for_scotland"]]
    return found
