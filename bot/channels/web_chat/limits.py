"""Who may write how often; a message that speaks of danger is never held back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.settings import LimitsConfig
from bot.web.rate import Rate, address_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`is_at_risk` tells whether a text must reach a person whatever the limits say."""

    by_chat: Rate
    new_by_address: Rate
    is_at_risk: Callable[[str], Awaitable[bool]]

    async def wait(self, contact: str, address: str, is_new: bool, text: str) -> int:
        """In how many seconds this message may come in, 0 for now; it is counted then."""
        wait = self.by_chat.take(contact)
        if is_new:
            wait = max(wait, self.new_by_address.take(address_key(address)))
        if wait and await self.is_at_risk(text):
            return 0
        return wait


def usual_limits(
    clock: Clock, is_at_risk: Callable[[str], Awaitable[bool]], config: LimitsConfig | None = None
) -> Limits:
    """Far above what a person types; a library's or a hostel's one address is many people."""
    config = config or LimitsConfig()
    return Limits(
        by_chat=Rate(clock, count=config.chat_messages_a_minute, per=timedelta(minutes=1)),
        new_by_address=Rate(clock, count=config.new_chats, per=timedelta(minutes=10)),
        is_at_risk=is_at_risk,
    )
