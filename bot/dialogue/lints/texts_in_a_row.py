"""More texts between two questions than one turn may say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.dialogue.flow import Flow
from bot.dialogue.lints.remark import at_step
from bot.dialogue.problem import Problem
from bot.dialogue.speaking import MOST_TEXTS
from bot.dialogue.steps import Action, Collect

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows


def lint_texts_in_a_row(flows: Flows) -> Iterator[Problem]:
    """Counts `utter_` steps of one flow up to its next question, which is a text too."""
    for flow in flows.flows.values():
        counted: dict[str, int] = {}
        for step in flow.steps:
            count = _count(flow, step.id, counted)
            if count == MOST_TEXTS + 1 and isinstance(step, Action):
                message = f"more than {MOST_TEXTS} texts may follow from here in one turn"
                yield at_step(flow, step, message, is_warning=True)


def _count(flow: Flow, step_id: str, counted: dict[str, int]) -> int:
    """The most texts from this step on until the flow waits; loops without a wait cannot be."""
    step = flow.by_id.get(step_id)
    if step is None:
        return 0
    if step_id in counted:
        return counted[step_id]
    counted[step_id] = 0
    if isinstance(step, Collect):
        counted[step_id] = 1
    else:
        own = int(isinstance(step, Action) and step.name.startswith("utter_"))
        after = [_count(flow, branch.target, counted) for branch in step.next]
        counted[step_id] = own + max(after, default=0)
    return counted[step_id]
