"""Who may write how often; a message that speaks of danger is never held back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.channels.web_chat.rate import Rate
from bot.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`is_at_risk` tells whether a text must reach a person whatever the limits say."""

    by_chat: Rate
    new_by_address: Rate
    is_at_risk: Callable[[str], bool]

    def allow(self, contact: str, address: str, is_new: bool, text: str) -> bool:
        """Whether this message may come in now; it is counted either way."""
        within = self.by_chat.allows(contact)
        if is_new:
            within = self.new_by_address.allows(address) and within
        return within or self.is_at_risk(text)


def usual_limits(clock: Clock, is_at_risk: Callable[[str], bool]) -> Limits:
    """Far above what a person types; a library's or a hostel's one address is many people."""
    return Limits(
        by_chat=Rate(clock, count=20, per=timedelta(minutes=1)),
        new_by_address=Rate(clock, count=40, per=timedelta(minutes=10)),
        is_at_risk=is_at_risk,
    )
