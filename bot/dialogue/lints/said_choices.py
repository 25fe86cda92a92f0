"""Choices that are said where nothing is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from bot.dialogue.lints.remark import at_step
from bot.dialogue.problem import Problem
from bot.dialogue.steps import Action

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows

_MESSAGE: Final = (
    "has buttons, and an action waits for no answer: their numbers would answer nothing,"
    " or another question; ask it with 'collect'"
)


def lint_said_choices(flows: Flows) -> Iterator[Problem]:
    """A number is read against the open question, and only `collect` opens one."""
    for flow in flows.flows.values():
        for step in flow.steps:
            response = flows.responses.get(step.name) if isinstance(step, Action) else None
            if response is not None and any(each.buttons for each in response.variations):
                yield at_step(flow, step, f"{response.name} {_MESSAGE}")
