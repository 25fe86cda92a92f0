"""A name put right once all else is told: "my name is Jane not Jean"."""

from __future__ import annotations

from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.conversing import keep_person
from bot.understanding import only_puts_name_right, read_name_put_right


async def put_name_right(exchange: Exchange, engine: Engine) -> bool:
    """Keep the name as it is put right, where nothing is being asked; the rest of it stays.

    What else is said goes on to be answered: "it's Jeanie not Jean and can we make it Friday".
    """
    if exchange.state.question is not None or exchange.referral.status == "collecting":
        return False
    known = str(exchange.patient.name or "")
    name = read_name_put_right(exchange.text, known, may_be_another=False)
    if name is None:
        return False
    await keep_person(exchange, name, None)
    exchange.state = exchange.state.with_slots({"person_name": None})
    engine.refresh(exchange)
    exchange.say("utter_details_kept")
    return only_puts_name_right(exchange.text, known)
