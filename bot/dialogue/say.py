"""Choosing a variation of a response and filling it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.dialogue.events.said import Said, SaidButton
from bot.dialogue.response import Response, Variation

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows

_NO_CONTEXT: Mapping[str, Any] = {}


class UnknownResponse(KeyError):
    """No response has this name."""


def say(
    flows: Flows,
    name: str,
    slots: Mapping[str, Any],
    *,
    channel: str | None = None,
    language: str = "en",
    draw: Callable[[], float],
) -> Said:
    """One response outside a flow; `draw` gives a number in [0, 1). Raises UnknownResponse."""
    response = flows.responses.get(name)
    if response is None:
        raise UnknownResponse(name)
    return render(response, slots, slots, channel=channel, language=language, draw=draw)


def render(
    response: Response,
    slots: Mapping[str, Any],
    values: Mapping[str, Any],
    *,
    channel: str | None,
    language: str,
    draw: Callable[[], float],
    context: Mapping[str, Any] = _NO_CONTEXT,
) -> Said:
    """`slots` and `context` decide the variation, `values` fill its placeholders."""
    variation = choose(response, slots, values, context, channel, language, draw)
    return Said(
        text=variation.text_in(language).fill(values),
        response=response.name,
        buttons=tuple(
            SaidButton(title=button.title_in(language).fill(values), payload=button.payload)
            for button in variation.buttons
        ),
        extra=variation.extra,
        settings=variation.settings,
    )


def choose(
    response: Response,
    slots: Mapping[str, Any],
    values: Mapping[str, Any],
    context: Mapping[str, Any],
    channel: str | None,
    language: str,
    draw: Callable[[], float],
) -> Variation:
    """Filled before unfilled; then condition and channel, channel, condition, neither."""
    if len(response.variations) == 1:
        return response.variations[0]
    best: list[Variation] = []
    best_rank: tuple[bool, int] = (True, 9)
    for variation in response.variations:
        if variation.channel and variation.channel != channel:
            continue
        if variation.condition is not None and not variation.condition.holds(slots, context):
            continue
        order = 2 * (not variation.channel) + (variation.condition is None)
        rank = (not variation.text_in(language).is_filled_by(values), order)
        if rank < best_rank:
            best, best_rank = [], rank
        if rank == best_rank:
            best.append(variation)
    if not best:
        return response.variations[-1]
    return best[0] if len(best) == 1 else best[int(draw() * len(best)) % len(best)]
