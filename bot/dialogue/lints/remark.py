"""How a lint names its place."""

from __future__ import annotations

from bot.dialogue.flow import Flow
from bot.dialogue.problem import Problem
from bot.dialogue.response import Response, Variation
from bot.dialogue.steps import Step


def at_step(
    flow: Flow, step: Step, message: str, *, line: int = 0, is_warning: bool = False
) -> Problem:
    """`line` where it is of one thing within the step."""
    return Problem(
        file=step.file,
        line=line or step.line,
        message=f"flow {flow.id}, step {step.id}: {message}",
        is_warning=is_warning,
    )


def at_response(
    response: Response,
    message: str,
    variation: Variation | None = None,
    *,
    is_warning: bool = False,
) -> Problem:
    place = variation or response
    return Problem(
        file=place.file,
        line=place.line,
        message=f"response {response.name}: {message}",
        is_warning=is_warning,
    )
