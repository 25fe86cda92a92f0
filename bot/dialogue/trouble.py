"""Misunderstandings are counted.

Twice in a row of one kind, or three in a row of any, and a person is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.commands import Clarify
from bot.dialogue import handover
from bot.dialogue.events.clarified import Clarified
from bot.dialogue.events.not_understood import NotUnderstood
from bot.dialogue.state import Frame

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst

MOST_OF_A_KIND: Final = 2
MOST_IN_A_ROW: Final = 3
MOST_OPTIONS: Final = 3


def trouble(
    burst: Burst, reason: str, *, pattern: str = "pattern_cannot_handle", utter: str = ""
) -> list[Frame]:
    """The pattern that answers it, or none where a person was asked for instead."""
    burst.is_troubled = True
    kind = pattern.removeprefix("pattern_")
    if pattern == "pattern_cannot_handle":
        burst.events.append(NotUnderstood(reason=reason))
    if burst.state.is_with_a_person:
        return [burst.pattern(pattern, {"reason": "waiting_for_person"})]
    if _is_too_much(burst, kind):
        handover.hand_over(burst, kind)
        return []
    return [burst.pattern(pattern, {"reason": reason, "utter": utter})]


def clarify(burst: Burst, command: Clarify) -> list[Frame]:
    """Asks which of at most three things was meant."""
    options = _options(burst, command.options)[:MOST_OPTIONS]
    if len(options) < 2:
        return trouble(burst, "not_understood")
    burst.is_troubled = True
    if _is_too_much(burst, "clarification"):
        handover.hand_over(burst, "clarification")
        return []
    names = [option["title"] for option in options]
    burst.events.append(
        Clarified(names=tuple(names), options=tuple(command.options[:MOST_OPTIONS]))
    )
    context: dict[str, Any] = {"names": names, "clarification_options": names, "options": options}
    if burst.state.question is not None:
        context["options_of"] = burst.state.question.slot
    return [burst.pattern("pattern_clarification", context)]


def _is_too_much(burst: Burst, kind: str) -> bool:
    troubles = burst.state.troubles
    for other in list(troubles):
        if other not in (kind, "in_a_row"):
            del troubles[other]
    troubles[kind] = troubles.get(kind, 0) + 1
    troubles["in_a_row"] = troubles.get("in_a_row", 0) + 1
    return troubles[kind] >= MOST_OF_A_KIND or troubles["in_a_row"] >= MOST_IN_A_ROW


def _options(burst: Burst, options: tuple[str, ...]) -> list[dict[str, str]]:
    """Titles with what choosing them sends: a flow to start, or a choice of the open question."""
    question = burst.state.question
    choices = {c.title: c for c in question.choices} if question is not None else {}
    found: list[dict[str, str]] = []
    for option in dict.fromkeys(options):
        flow = burst.flows.flows.get(option)
        if option in choices:
            found.append({"title": option, "payload": choices[option].payload})
        elif flow is not None and not flow.is_pattern:
            title = flow.name_in(burst.language)
            found.append({"title": title, "payload": f"/SetSlots(clarification={flow.id})"})
    return found
