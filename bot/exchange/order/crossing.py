"""An answer that crossed the question on its way: it was here before that was asked.

Two texts at once are answered one after the other. A "1" that was sent twice answers what was
asked before it came, and not also the next question, which nobody can have read: that may be if it
is safe to text this phone.
"""

from __future__ import annotations

from datetime import datetime

from bot.exchange.exchange import Exchange


def crosses_the_question(exchange: Exchange) -> bool:
    """Whether the message had arrived before the open question was asked."""
    question, inbound = exchange.state.question, exchange.inbound
    if question is None or inbound is None:
        return False
    ahead = exchange.now - exchange.work.now  # of the person's own clock
    return inbound.at + ahead < datetime.fromisoformat(question.asked_at)
