"""STOP, START and HELP, and being asked in other words to stop texting.

On SMS the carrier obeys its own words, answers them itself, and still calls us: then we keep
what was asked and do not answer twice. HELP is answered all the same, since the carrier's
answer names no crisis line. What it does not know ("opt out", "stop texting me") we answer, and
START after it, of which the carrier says nothing where it blocked nobody.
"""

from __future__ import annotations

from actions.casework.raise_in_inbox import raise_in_inbox
from actions.texts.freeze import DEATH_TOLD, hold_in_doubt
from actions.texts.opt_out import opt_in, opt_out
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.answer_beside import is_answer_alone
from bot.exchange.order.wish_beside_stop import (
    STOPPED_WITH,
    take_wish_quietly,
    wishes_for_a_visit,
)
from bot.exchange.order.wrong_number import freeze_silently, is_known, is_strangers
from bot.understanding import (
    calls_for_help,
    carrier_word,
    is_carriers_own,
    is_wrong_number,
    may_be_wrong_number,
    says_start,
    says_stop,
    unwanted_kinds,
    wants_opt_out,
    without_opt_out,
)


def is_about_texting(text: str) -> bool:
    """Whether it is STOP, in whatever words, START or HELP."""
    return carrier_word(text) is not None or wants_opt_out(text)


async def obey_carrier_words(exchange: Exchange, engine: Engine) -> bool:
    inbound = exchange.inbound
    word = (inbound.opt_out_type if inbound else None) or carrier_word(exchange.text)
    if exchange.is_out and says_start(exchange.text):
        await _start(exchange)
        return True
    if word == "stop":
        is_obeyed = _is_told(exchange) or is_carriers_own(exchange.text)
        await _stop(exchange, engine, source="word" if is_obeyed else "words")
        return True
    if exchange.is_out:
        await _keep_silent(exchange, engine)
        return True
    if word == "help":
        _help(exchange)
        return True
    if calls_for_help(exchange.text):
        exchange.say("utter_help")
        raise_in_inbox(exchange.work, exchange.referral, "handoff", patient=exchange.patient)
        return True
    if _asks_to_stop(exchange, engine) and not engine.answers_the_offer(exchange):
        await _stop(exchange, engine, source="words")
        return True
    return False


def _asks_to_stop(exchange: Exchange, engine: Engine) -> bool:
    """ "Wrong number, stop", "yes stop" to a text of ours and "cancel my chat, stop" are said to
    us, and "stop" by whoever tells that the patient has died."""
    text = exchange.text
    if wants_opt_out(text) or not says_stop(text):
        return wants_opt_out(text)
    rest = without_opt_out(text)
    is_of_others = is_strangers(exchange) or is_wrong_number(text) or may_be_wrong_number(rest)
    if is_of_others or exchange.slots.get(DEATH_TOLD):
        return True
    if unwanted_kinds(text):
        return False  # "1 and stop sending reminders" ends no other texts
    return is_answer_alone(exchange, engine, rest) or wishes_for_a_visit(exchange, engine, rest)


async def _stop(exchange: Exchange, engine: Engine, *, source: str) -> None:
    """What is said beside it counts too: that this number is another's, that things are worse, that
    the visit is not wanted."""
    await opt_out(
        exchange.work, exchange.patient, exchange.referral, source=source, is_out=exchange.is_out
    )
    was_out, exchange.is_out = exchange.is_out, True
    rest = without_opt_out(exchange.text)
    if is_strangers(exchange):
        await freeze_silently(exchange)
    elif is_known(exchange) and may_be_wrong_number(rest):
        await hold_in_doubt(exchange.work, exchange.patient, exchange.referral)
    else:
        await take_wish_quietly(exchange, engine, rest)
    if exchange.slots.get(DEATH_TOLD):
        exchange.slots[STOPPED_WITH] = "death"
    if not was_out and not _carrier_answers(exchange, source):
        exchange.say("utter_opted_out", "opt_out")


async def _start(exchange: Exchange) -> None:
    source = await opt_in(exchange.work, exchange.patient, exchange.referral)
    exchange.is_out = False
    if not _carrier_answers(exchange, source):
        exchange.say("utter_opted_in")


def _carrier_answers(exchange: Exchange, source: str | None) -> bool:
    """On SMS, unless it was asked in words that are not the carrier's; on WhatsApp only where
    Advanced Opt-Out said so."""
    return _is_told(exchange) or (exchange.patient.channel == "sms" and source != "words")


def _is_told(exchange: Exchange) -> bool:
    """Whether the carrier marked the message as one that it obeyed."""
    return exchange.inbound is not None and exchange.inbound.opt_out_type is not None


def _help(exchange: Exchange) -> None:
    if exchange.inbound is not None and exchange.inbound.opt_out_type == "help":
        return  # Advanced Opt-Out has answered with the words that the practice set there.
    exchange.say("utter_help")


async def _keep_silent(exchange: Exchange, engine: Engine) -> None:
    """They wrote although they opted out: a person should see it and may phone."""
    raise_in_inbox(exchange.work, exchange.referral, "wrote_again", patient=exchange.patient)
    if exchange.patient.frozen_at is None:
        await take_wish_quietly(exchange, engine, exchange.text, is_seen=True)
