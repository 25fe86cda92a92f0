"""Help that cannot wait, told while something else is asked: it does not wait for the answer."""

from __future__ import annotations

from typing import Final

from actions.intake.urgent_help import URGENT_KIND, help_for_today, words_for
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange

_BY_A_PERSON: Final = "person"
"""The kind for which no number is right: a person is asked to look."""


def name_help_today(exchange: Exchange, engine: Engine, said_before: int) -> bool:
    """Put help that is open now before the question that is asked again; whether it was named.

    "I'm being evicted tomorrow", said to the times on offer, is not to be answered a text later.
    """
    slots = exchange.state.slots
    told = help_for_today(exchange.referral.risk, slots, exchange.now)
    kind = told[URGENT_KIND]
    if exchange.detection.risk != "urgent" or not kind:
        return False
    exchange.slots.update(told)
    engine.refresh(exchange)
    is_unsafe = slots.get("has_abuse") and slots.get("safe_to_text") != "yes"
    exchange.say(words_for(_BY_A_PERSON if is_unsafe else kind))
    exchange.said.insert(said_before, exchange.said.pop())
    return True
