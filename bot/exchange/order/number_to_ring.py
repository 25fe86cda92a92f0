"""The number of somebody who writes from a browser, told before it is asked for."""

from __future__ import annotations

from typing import Final

from actions.intake.save_phone import save_phone
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.understanding import (
    adds_number_to_ring,
    read_number_beside,
    read_number_with_name,
    read_own_number,
)

_NEEDS_PHONE: Final = "needs_phone"
_WITH_THE_NAME: Final = frozenset({"person_name", "name_and_birth_date", "date_of_birth"})


async def keep_number_to_ring(exchange: Exchange, engine: Engine) -> bool:
    """Keep it, so that nobody is asked for it again; what else is said goes on to be answered."""
    if exchange.patient.channel != "web":
        return False
    engine.refresh(exchange)
    question = exchange.state.question
    if not exchange.state.slots.get(_NEEDS_PHONE) or (question and question.kind == "phone"):
        return False
    number = read_own_number(exchange.text) or (
        read_number_with_name(exchange.text) if question is None else None
    )
    if number is None and question is not None and question.kind in _WITH_THE_NAME:
        number = read_number_beside(exchange.text)
    if number is not None:
        save_phone(exchange.work, exchange.patient, number)
        exchange.slots[_NEEDS_PHONE] = False
        engine.refresh(exchange)
    return False


def gives_number(exchange: Exchange) -> bool:
    """Whether the number to ring that we ask for, or that goes with a name or a time, is told: who
    says "ring me on 07700 900123" then asks for no more than that."""
    question = exchange.state.question
    if question is not None and question.kind == "when":
        return adds_number_to_ring(exchange.text)
    if question is None or question.kind not in _WITH_THE_NAME | {"phone"}:
        return False
    return exchange.patient.channel == "web" and read_number_beside(exchange.text) is not None
