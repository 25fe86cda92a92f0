"""A link worker has this conversation: what comes is kept and shown, and we stay silent."""

from __future__ import annotations

from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange


async def stay_silent(exchange: Exchange, engine: Engine) -> bool:
    return exchange.conversation.automation == "paused"
