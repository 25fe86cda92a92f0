"""`action: name`: says a response, runs a built-in, or asks the caller for a custom action."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.dialogue.builtins import BUILTINS
from bot.dialogue.steps.base import Step

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame

_PROPERTY = re.compile(r"\{\{\s*context\.(\w+)\s*\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Step):
    name: str
    is_templated: bool = False

    def run(self, burst: Burst, frame: Frame) -> None:
        name = self.name_for(frame.context)
        builtin = BUILTINS.get(name)
        if builtin is not None and name not in burst.flows.actions:
            builtin(burst, frame, self)
        elif burst.is_question(name, frame):
            burst.ask(name, frame, self)
        else:
            burst.do(name, frame, self)

    def name_for(self, context: Mapping[str, Any]) -> str:
        """The action's name with `{{context.…}}` filled in."""
        if not self.is_templated:
            return self.name
        return _PROPERTY.sub(lambda match: str(context.get(match.group(1)) or ""), self.name)

    @property
    def is_said(self) -> bool:
        """Whether it says a response, and does nothing else."""
        return self.name.startswith("utter_")

    def depends_on(self, slot: str) -> bool:
        # A custom action may read any slot, so it counts as dependent on each of them.
        return not self.is_said or Step.depends_on(self, slot)
