"""An answer that crossed the question on its way: it was here before that was asked.

Two texts at once are answered one after the other. A "1" that was sent twice answers what was
asked before it came, and not also the next question, which nobody can have read: that may be if it
is safe to text this phone.
"""

from __future__ import annotations

from datetime import datetime

from bot.exchange.exchange import Exchange


def crosses_the_question(exchange: Exchange) -> bool:
    """Whether the message came in while the one before it was answered, with the question that is
    open now."""
    question, inbound = exchange.state.question, exchange.inbound
    answered, before = exchange.answered_before, exchange.conversation.last_inbound_at
    if question is None or inbound is None or answered is None or before is None:
        return False
    return inbound.at < answered and before <= datetime.fromisoformat(question.asked_at)
