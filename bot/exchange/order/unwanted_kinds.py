"""No more reminders, or no more check-ins: that kind of our texts ends, and no other.

STOP would end the answers to what they write as well, so each hears that it is there.
"""

from __future__ import annotations

from actions.check_ins.change_check_ins import stop_check_ins
from actions.texts.want_reminders import refuses_reminders, want_reminders
from bot.commands import StartFlow
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.answer_beside import answer_in, is_answer_alone
from bot.understanding import (
    tells_of_others,
    tells_of_unsafe_phone,
    unwanted_kinds,
    wants_person,
    wants_reminders,
    without_opt_out,
)


async def heed_unwanted_kinds(exchange: Exchange, engine: Engine) -> bool:
    """It is done without a word while a link worker has the conversation. What is answered or told
    beside it is heard as well: "yes, and no more reminders"."""
    if exchange.is_after_crisis or engine.answers_the_offer(exchange):
        return False
    kinds = unwanted_kinds(exchange.text)
    if not kinds:
        return await _wanted_after_all(exchange)
    if "of_reminders" in kinds:
        await want_reminders(exchange.work, exchange.patient, wanted=False)
    if "of_check_ins" in kinds:
        await stop_check_ins(exchange.work, exchange.referral.id)
    if tells_of_unsafe_phone(exchange.text):
        return False  # nothing more than has to be is said to a phone that somebody else reads
    response = "utter_no_reminders" if "of_reminders" in kinds else "utter_no_check_ins"
    rest = without_opt_out(exchange.text)
    is_answer = bool(answer_in(exchange, engine, rest)) or is_answer_alone(exchange, engine, rest)
    is_more = tells_of_others(rest) or _asks_more(exchange, engine, rest)
    if not (exchange.detection.needs or is_answer or is_more):
        return _told(exchange, response)
    _told(exchange, f"{response}_too")
    exchange.rest = rest
    return False


def _asks_more(exchange: Exchange, engine: Engine, rest: str) -> bool:
    """ "Worse, stop the check ins and phone me" and "move it to friday and no more reminders": what
    is only said of us, or of the visit as it is, needs no more than the word that it is done."""
    if not rest or rest == exchange.text:
        return False
    if wants_person(rest):
        return True
    names = engine.library.vocabulary(exchange.flows, exchange.state)
    said = names.say_only | {names.appointment_when_flow, engine.needs_flow}
    return any(
        isinstance(each, StartFlow) and each.flow not in said
        for each in engine.read(exchange, rest).commands
    )


async def _wanted_after_all(exchange: Exchange) -> bool:
    """Only who refused them is told so: how a practice reminds is its own choice."""
    if not wants_reminders(exchange.text):
        return False
    if not await refuses_reminders(exchange.work.uow, exchange.patient):
        return False
    await want_reminders(exchange.work, exchange.patient, wanted=True)
    return _told(exchange, "utter_reminders_again")


def _told(exchange: Exchange, response: str) -> bool:
    if exchange.conversation.automation == "paused":
        return False
    exchange.say(response)
    return True
