""" "Bye", "never mind" or "forget it", where nothing is asked yet: nobody is asked what for."""

from __future__ import annotations

from bot.exchange.exchange import Exchange
from bot.exchange.order.first_question import waits_for_a_person
from bot.understanding import only_leaves


def leaves(exchange: Exchange) -> bool:
    """Say that they may write any time, and who we are to who did not know. Their text is read by
    a person like any other."""
    found = exchange.detection
    is_unasked = exchange.state.is_idle and exchange.referral.status == "collecting"
    if not is_unasked or exchange.is_after_crisis or waits_for_a_person(exchange):
        return False
    if found.needs or found.risk != "none" or not only_leaves(exchange.text):
        return False
    if exchange.is_new:
        exchange.say("utter_welcome")
    exchange.say("utter_later")
    return True
