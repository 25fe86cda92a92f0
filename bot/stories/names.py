"""Names that no flows have, in assertions and fixtures: what is not there is never said or set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.dialogue import Flows, Problem
from bot.dialogue.problem import did_you_mean
from bot.stories.shared import SCENE
from bot.stories.story import Case


def unknown_names(cases: Iterable[Case], flows: Flows) -> Iterator[Problem]:
    known = {
        "response": flows.responses.keys(),
        "flow": {*flows.flows, *flows.patterns},
        "slot": flows.slots.keys(),
    }
    for case in cases:
        for name in case.slots.keys() - known["slot"]:
            hint = did_you_mean(name, {*known["slot"], *SCENE})
            message = f"test case {case.name}: a fixture names no slot '{name}'{hint}"
            yield Problem(file=case.file, line=case.line, message=message)
        for check in (check for step in case.steps for check in step.checks):
            for kind, name in check.names():
                if name not in known[kind]:
                    hint = did_you_mean(name, known[kind])
                    message = f"test case {case.name}: no {kind} '{name}'{hint}"
                    yield Problem(file=check.file, line=check.line, message=message)
