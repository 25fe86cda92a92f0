"""Texts of a turn: rendered for the person, counted, and a question's buttons remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from bot.dialogue import questions
from bot.dialogue.events.said import Said
from bot.dialogue.failure import TurnFailed
from bot.dialogue.say import render
from bot.dialogue.template import CannotFill
from bot.dialogue.wording import BUILTIN_WORDING

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame

MOST_TEXTS: Final = 3


def say(
    burst: Burst,
    name: str,
    frame: Frame,
    extra: Mapping[str, Any] | None = None,
    *,
    is_lead_in: bool = False,
) -> None:
    """Says a response on behalf of a frame; `extra` are arguments for its placeholders."""
    said = rendered(burst, name, frame, extra)
    if said is not None:
        take(burst, said, frame, is_lead_in=is_lead_in)


def rendered(
    burst: Burst, name: str, frame: Frame, extra: Mapping[str, Any] | None = None
) -> Said | None:
    """The response as it would be said now; None where built-in wording is missing."""
    response = burst.flows.find_response(name)
    if response is None:
        if frame.is_pattern and name in BUILTIN_WORDING:
            return None  # `check` names what lacks
        raise TurnFailed("unknown_response", f"no response is called {name}")
    values = _values_for(burst, frame)
    if extra:
        values.update(extra)
    try:
        return render(
            response,
            burst.state.slots,
            values,
            channel=burst.channel,
            language=burst.language,
            draw=burst.draw,
            context=frame.context,
        )
    except CannotFill as error:
        raise TurnFailed("template", f"{name}: {error}") from error


def take(burst: Burst, said: Said, frame: Frame, *, is_lead_in: bool = False) -> None:
    """Takes a text into the turn; a question's buttons become its choices."""
    tally = burst.state.tally
    if frame.is_pattern and not frame.is_question and len(burst.state.stack) > 1:
        is_lead_in = True
    buttons = said.buttons
    if frame.is_question and not is_lead_in:
        buttons += questions.options(burst.state, frame)
        tally.shown += [{"title": b.title, "payload": b.payload} for b in buttons]
        tally.settings = {
            "skip": said.settings.skip,
            "multiple": said.settings.multiple,
            "own_words": said.settings.own_words,
        }
    if not is_lead_in:
        if tally.texts >= MOST_TEXTS and frame.type != "pattern_internal_error":
            raise TurnFailed("too_many_texts", f"more than {MOST_TEXTS} texts in one turn")
        tally.texts += 1
    if buttons != said.buttons or is_lead_in != said.is_lead_in:
        said = replace(said, buttons=buttons, is_lead_in=is_lead_in)
    burst.events.append(said)


def _values_for(burst: Burst, frame: Frame) -> dict[str, Any]:
    """What placeholders may name: slots, and what the patterns on top know, `context` in Jinja."""
    known: dict[str, Any] = {}
    stack = burst.state.stack
    first = len(stack)
    while first > 0 and stack[first - 1].is_pattern:
        first -= 1
    for below in stack[first:]:
        known.update(below.context)
    if frame.is_pattern:
        known.update(frame.context)
    return {"context": known, **burst.state.slots, **known}
