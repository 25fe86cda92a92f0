"""Somebody whom we may know writes from another number: a person finds out who it is."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from actions.casework.raise_in_inbox import raise_in_inbox
from bot.commands import StartFlow
from bot.exchange.engine import Engine
from bot.exchange.exchange import WELCOME, Exchange
from bot.exchange.order.conversing import keep_person
from bot.exchange.order.first_question import NEW_NUMBER_TOLD
from bot.flow_names import CANCEL_FLOW, MOVE_FLOW, WHEN_FLOW
from bot.understanding import (
    WhoWrites,
    read_who_writes,
    speaks_of_new_number,
    tells_of_new_number,
)

_OF_A_BOOKING: Final = frozenset({WHEN_FLOW, MOVE_FLOW, CANCEL_FLOW})
"""What we could only answer with "no chat is booked for this number"."""


async def take_new_number(exchange: Exchange, engine: Engine) -> bool:
    """Put who begins so, and asks for nothing new, before a person with the name that they give.

    Nothing of a booking is told to a number that nobody has checked: who they are, and what they
    ask about a chat, is kept for that person.
    """
    if exchange.detection.needs or exchange.state.question is not None:
        return False
    if exchange.state.slots.get(NEW_NUMBER_TOLD):
        return await _keep_more(exchange, engine)
    if not exchange.is_new or not _tells_of_new_number(exchange):
        return False
    exchange.say(WELCOME)
    await _keep(exchange, _who_writes(exchange))
    exchange.slots[NEW_NUMBER_TOLD] = True
    engine.refresh(exchange)
    raise_in_inbox(exchange.work, exchange.referral, "needs_a_person", patient=exchange.patient)
    exchange.say(_line(exchange, "utter_told_the_team"))
    return True


def _tells_of_new_number(exchange: Exchange) -> bool:
    """ "Jean Broon, new number" tells it by the name beside it; "Bank new number?" does not."""
    text = exchange.text
    if tells_of_new_number(text):
        return True
    is_said = speaks_of_new_number(text) and not text.rstrip().endswith("?")
    return is_said and _who_writes(exchange).name is not None


async def _keep_more(exchange: Exchange, engine: Engine) -> bool:
    told = _who_writes(exchange)
    if exchange.referral.status != "collecting":
        return False
    if told == WhoWrites() and not _asks_about_a_booking(exchange, engine):
        return False
    await _keep(exchange, told)
    raise_in_inbox(exchange.work, exchange.referral, "wrote_again", patient=exchange.patient)
    engine.refresh(exchange)
    exchange.say(_line(exchange, "utter_kept_for_person"))
    return True


async def _keep(exchange: Exchange, told: WhoWrites) -> None:
    born = told.birth_date.isoformat() if told.birth_date else None
    await keep_person(exchange, told.name, born)


def _line(exchange: Exchange, else_said: str) -> str:
    return "utter_under_age" if exchange.slots.get("is_under_age") else else_said


def _who_writes(exchange: Exchange) -> WhoWrites:
    zone = ZoneInfo(exchange.work.practice.timezone)
    return read_who_writes(exchange.text, exchange.now.astimezone(zone).date())


def _asks_about_a_booking(exchange: Exchange, engine: Engine) -> bool:
    commands = engine.read(exchange).commands
    begun = {command.flow for command in commands if isinstance(command, StartFlow)}
    return bool(begun & _OF_A_BOOKING)
