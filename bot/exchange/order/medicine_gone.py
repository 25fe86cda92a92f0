"""Medicine that is gone is spoken of first, where something else cannot wait either."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from actions.intake.urgent_help import URGENT_NAMED, may_name_again, urgent_kind, words_for
from bot.exchange.exchange import Exchange
from bot.understanding import tells_of_medicine_gone

_KIND: Final = "medicine"
_NEED: Final = "healthy_living"


def name_where_medicine_is(exchange: Exchange, needs: Sequence[str]) -> None:
    """Say where to get it, unless these needs, which cannot wait, lead to the same words: no grant
    for food mends a day without insulin."""
    slots = exchange.state.slots
    if urgent_kind(needs) == _KIND or not tells_of_medicine_gone(exchange.text):
        return
    if exchange.conversation.automation == "paused" or exchange.patient.frozen_at is not None:
        return
    if not may_name_again(slots, [_NEED], exchange.now):
        return
    named = slots.get(URGENT_NAMED) or {}
    exchange.slots[URGENT_NAMED] = {**named, _KIND: exchange.now.isoformat()}
    exchange.say(words_for(_KIND))
