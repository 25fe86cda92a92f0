"""What was answered just before the question now open."""

from __future__ import annotations

from bot.dialogue import State
from bot.understanding import LastAnswer


def last_answer(state: State) -> LastAnswer | None:
    """None where something was said since to what is asked now: "I meant 2" may be of that."""
    question, answered = state.question, state.answered
    if question is None or not answered or answered[-1] == question.slot:
        return None
    if state.troubles or state.reasks.get(question.slot):
        return None
    return LastAnswer(slot=answered[-1], offered=state.answered_from)
