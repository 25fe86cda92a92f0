"""Which need to ask about next, within the number of texts that people will answer.

Eight texts from need to booking is the promise, and with a name and a birth date to ask for
that leaves two follow-up questions in all: both about one need, or one about each of two.
Somebody we know already can be asked four.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction

QUESTIONS = 2
QUESTIONS_FOR_A_KNOWN_PERSON = 4
QUESTIONS_A_NEED = 2


class ActionNextNeed(FlowAction):
    action_name: ClassVar[str] = "action_next_need"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        needs: Sequence[str] = slots.get("needs") or []
        asked: list[str] = list(slots.get("needs_asked") or [])
        heard: list[str] = list(slots.get("needs_heard") or [])
        budget = QUESTIONS_FOR_A_KNOWN_PERSON if slots.get("person_known") else QUESTIONS
        if slots.get("needs_phone"):
            budget -= 1  # somebody who writes from a browser is asked for a number to ring
        spoken_of = new_in_this_talk(needs, asked, heard)
        share = questions_each(len(spoken_of), budget)
        used = len(asked) * share
        waiting = [need for need in spoken_of if need not in asked]
        if not waiting or used + share > budget:
            return {"next_need": "done", "questions_here": 0}
        return {
            "next_need": waiting[0],
            "questions_here": share,
            "needs_asked": [*asked, waiting[0]],
            "needs_heard": list(dict.fromkeys([*heard, waiting[0]])),
        }


def new_in_this_talk(needs: Sequence[str], asked: Sequence[str], heard: Sequence[str]) -> list[str]:
    """The needs that were not asked about in an earlier talk; all of them, where none is new.

    Who comes back with something new is asked about that, not about what they told before.

    >>> new_in_this_talk(["money", "housing", "isolation"], [], ["money", "housing"])
    ['isolation']
    """
    before = set(heard) - set(asked)
    return [need for need in needs if need not in before] or list(needs)


def questions_each(needs: int, budget: int) -> int:
    """How many questions each need may have, so that more needs are heard of than one.

    >>> questions_each(1, 2), questions_each(3, 2), questions_each(2, 4)
    (2, 1, 2)
    """
    return max(1, min(QUESTIONS_A_NEED, budget // max(needs, 1)))
