"""Variations whose conditions can hold at once: which one is said would be left to chance."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Final

from bot.dialogue.lints.remark import at_response
from bot.dialogue.problem import Problem
from bot.dialogue.response import Variation

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows

_MOST_CASES: Final = 4096


def lint_conditions(flows: Flows) -> Iterator[Problem]:
    for response in flows.responses.values():
        conditional = [v for v in response.variations if v.condition is not None]
        for first, second in combinations(conditional, 2):
            if first.channel == second.channel and _can_both_hold(flows, first, second):
                assert first.condition is not None
                message = (
                    f"this may hold together with '{first.condition.text}' "
                    f"(line {first.line}): chance decides which is said"
                )
                yield at_response(response, message, second, is_warning=True)


def _can_both_hold(flows: Flows, first: Variation, second: Variation) -> bool:
    one, two = first.condition, second.condition
    if one is None or two is None or one.is_dynamic or two.is_dynamic:
        return False
    names = sorted(one.slots | two.slots)
    values = [_values(flows, name) for name in names]
    if any(value is None for value in values):
        return False
    cases = product(*(value or () for value in values))
    for count, case in enumerate(cases):
        slots = dict(zip(names, case, strict=True))
        if one.holds(slots, {}) and two.holds(slots, {}):
            return True
        if count > _MOST_CASES:
            return False
    return False


def _values(flows: Flows, name: str) -> tuple[Any, ...] | None:
    """All values that matter, or None where they cannot be listed."""
    slot = flows.slots[name]
    if slot.type == "bool":
        return (True, False)
    if slot.type == "categorical":
        return (*slot.values, None)
    return None
