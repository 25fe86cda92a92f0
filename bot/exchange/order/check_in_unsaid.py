"""The check-in put once more without a word: only so can a text be read as its answer."""

from __future__ import annotations

from actions.check_ins.record_check_in import FEELING
from bot.commands import CorrectSlots, SetSlot
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.question_unsaid import find_unsaid
from bot.flow_names import CHECK_IN_FLOW


async def takes_as_answer(exchange: Exchange, engine: Engine, *, only: str | None = None) -> bool:
    """Whether the text answers it, or answers `only` this; then the question is left open."""

    def told() -> str | None:
        feeling = _feeling(exchange, engine)
        return feeling if feeling == (only or feeling) else None

    before = dict(exchange.slots)
    exchange.slots["score_question"] = None
    is_taken = await find_unsaid(exchange, engine, CHECK_IN_FLOW, told) is not None
    if not is_taken:
        exchange.slots = before  # a number that was asked for is still to be kept
    return is_taken


def _feeling(exchange: Exchange, engine: Engine) -> str | None:
    for each in engine.read(exchange).commands:
        if isinstance(each, SetSlot) and each.name == FEELING:
            return str(each.value)
        if isinstance(each, CorrectSlots) and each.values.get(FEELING):
            return str(each.values[FEELING])
    return None
