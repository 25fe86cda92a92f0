"""Being asked how to stop, to phone no more, or to go away: answered kindly, never passed over."""

from __future__ import annotations

from actions.casework.raise_in_inbox import raise_in_inbox
from actions.intake.no_phone import NO_PHONE, refuse_calls
from bot.commands import RepeatBotMessages
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.understanding import StopWish, may_want_opt_out, stop_wish


async def answer_stop_wish(exchange: Exchange, engine: Engine) -> bool:
    """None of these ends all texting: that takes plainer words. Each is told how to do that."""
    wish = None if exchange.is_after_crisis else _wish(exchange)
    if wish is None or engine.answers_the_offer(exchange):
        return False
    if wish == "asks_how_to_stop":
        exchange.say("utter_how_to_stop")
    elif wish == "sends_us_away":
        raise_in_inbox(exchange.work, exchange.referral, "needs_a_person", patient=exchange.patient)
        exchange.say("utter_sent_away")
    else:
        await _phone_no_more(exchange, engine)
    return True


def _wish(exchange: Exchange) -> StopWish | None:
    """Who may want no more texts hears how to stop, unless they tell what they need help with."""
    wish = stop_wish(exchange.text)
    if wish is None and not exchange.detection.needs and may_want_opt_out(exchange.text):
        return "asks_how_to_stop"
    return wish


def tell_how_to_stop(exchange: Exchange) -> None:
    """Who may want no more texts and tells a need as well hears how to stop once that is answered;
    the welcome says it too."""
    if exchange.detection.needs and not exchange.is_new and may_want_opt_out(exchange.text):
        exchange.say("utter_how_to_stop")


async def _phone_no_more(exchange: Exchange, engine: Engine) -> None:
    await refuse_calls(exchange.work, exchange.patient, exchange.referral)
    exchange.slots[NO_PHONE] = True
    exchange.say("utter_no_calls")
    if exchange.state.question is not None:
        await engine.run(exchange, (RepeatBotMessages(),))
