"""A pressed button: only one now on offer counts; a stale one repeats the open question."""

from __future__ import annotations

from bot.commands import (
    CannotHandle,
    Choice,
    Command,
    OpenQuestion,
    RepeatBotMessages,
    SetSlot,
    StartFlow,
)
from bot.understanding.answers.answer import Answer


def read_button(payload: str, question: OpenQuestion | None) -> Answer:
    """What pressing the button with this payload means now."""
    if question is None:
        return Answer(commands=(CannotHandle(reason="stale_button"),))
    for choice in question.choices:
        if choice.payload == payload:
            return Answer(commands=choose(choice, question), is_whole=True)
    return Answer(commands=(RepeatBotMessages(),))


def choose(choice: Choice, question: OpenQuestion) -> tuple[Command, ...]:
    """The commands by which one offered choice is taken, however it was named."""
    if choice.flow:
        return (StartFlow(flow=choice.flow),)
    values = choice.slots or {question.slot: choice.payload}
    return tuple(SetSlot(name=name, value=value, by_button=True) for name, value in values.items())
