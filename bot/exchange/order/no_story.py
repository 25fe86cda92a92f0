"""Texts that tell no story, which need not pass the model: rules look at every text."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.answer_beside import is_answer_alone
from bot.understanding import (
    GRAVE,
    looks_forward,
    only_asks_who_minds_a_pet,
    only_calls_off,
    only_cannot_come,
    only_names_time,
    only_not_interested,
    only_tells_how_they_are,
    only_tells_of_unsafe_phone,
    only_wants_person,
    only_wants_to_be_seen,
    parts_of,
    tells_of_helper,
)

_MOST_WORDS_OF_A_PHONE: Final = 12


def is_no_story(exchange: Exchange, engine: Engine) -> bool:
    """Whether its words are of a chat, a time, this phone or what we asked, and of nothing else."""
    if not exchange.is_read_whole:
        return False  # it may say anything further down
    if only_wants_person(exchange.text) or _only_speaks_of_this_phone(exchange.text):
        return True
    parts = parts_of(exchange.text)  # "worse. its not safe to text", to a text of ours
    if (
        parts
        and only_tells_of_unsafe_phone(parts[1])
        and is_answer_alone(exchange, engine, parts[0])
    ):
        return True
    if engine.is_asked_about_a_chat(exchange) and only_cannot_come(exchange.text):
        return True
    if _only_says_how_they_are(exchange, engine):
        return True
    if _is_harmless_wish(exchange, engine):
        return True
    if _only_speaks_of_a_time(exchange, engine) or _only_speaks_of_the_chat(exchange, engine):
        return True
    return engine.is_just_the_answer(exchange) or engine.is_known_question(exchange)


def _is_harmless_wish(exchange: Exchange, engine: Engine) -> bool:
    """ "Actually no i dont want it any more", where there is a chat to be had, and "who will feed
    my cat when im away": not from one who has told of danger."""
    if exchange.referral.risk in GRAVE or exchange.is_after_crisis:
        return False
    has_chat = exchange.slots.get("has_appointment") or engine.is_asked_for_a_time(exchange)
    is_of_chat = bool(has_chat) and only_calls_off(exchange.text)
    return is_of_chat or only_asks_who_minds_a_pet(exchange.text)


def _only_speaks_of_this_phone(text: str) -> bool:
    """ "Its not safe, he looks at it": what follows from it is silence, and a person. "She reads it
    to me, im blind" tells of no abuse."""
    is_short = len(text.split()) <= _MOST_WORDS_OF_A_PHONE
    return is_short and (only_tells_of_unsafe_phone(text) or tells_of_helper(text))


def _only_says_how_they_are(exchange: Exchange, engine: Engine) -> bool:
    """ "Worse. can i see someone sooner", to being asked; "need to be seen sooner", of a chat that
    is booked."""
    if engine.is_asked_how_they_are(exchange):
        return only_tells_how_they_are(exchange.text)
    return bool(exchange.slots.get("has_appointment")) and only_wants_to_be_seen(exchange.text)


def _only_speaks_of_a_time(exchange: Exchange, engine: Engine) -> bool:
    """Where a time is asked for, or one is booked, which may not suit after all."""
    may_speak = engine.is_asked_for_a_time(exchange) or exchange.slots.get("has_appointment")
    return bool(may_speak) and only_names_time(exchange.text, _today(exchange))


def _only_speaks_of_the_chat(exchange: Exchange, engine: Engine) -> bool:
    """ "Looking forward to it" and "not interested", of what is booked or what we asked."""
    question = exchange.state.question
    is_ours = question is not None and engine.is_begun_by_us(question.flow)
    is_booked = bool(exchange.slots.get("has_appointment"))
    is_given_up = (is_ours or is_booked) and only_not_interested(exchange.text)
    return is_given_up or (is_booked and looks_forward(exchange.text))


def _today(exchange: Exchange) -> date:
    return exchange.now.astimezone(exchange.work.timezone).date()
