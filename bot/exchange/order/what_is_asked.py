"""What the flows know of the open question, to say what it means and why it is asked."""

from __future__ import annotations

from typing import Final

from bot.commands import OpenQuestion
from bot.exchange.exchange import Exchange
from bot.understanding import asks_what_safe_means, asks_what_we_mean

_ASKED_MEANING: Final = "asked_meaning"
_ASKED_NOW: Final = "asked_now"
"""The slot by which flows can say what the open question means, and why we ask it."""
_SAFE_TO_TEXT: Final = "safe_to_text"


def note_what_is_asked(exchange: Exchange, asked: OpenQuestion | None) -> None:
    """Which slot is asked for, and which one's question is asked about."""
    exchange.slots[_ASKED_NOW] = asked.slot if asked is not None else None
    exchange.slots[_ASKED_MEANING] = _asked_about(exchange.text, asked)


def _asked_about(text: str, asked: OpenQuestion | None) -> str | None:
    """ "What do you mean by safe" is of that question, whatever has been asked since."""
    if asked is None or not asks_what_we_mean(text):
        return None
    return _SAFE_TO_TEXT if asks_what_safe_means(text) else asked.slot
