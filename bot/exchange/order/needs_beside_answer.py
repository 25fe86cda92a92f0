"""Needs beside a no, or beside a wish about what is booked, that are missed in the whole text."""

from __future__ import annotations

from dataclasses import replace

from bot.commands import SetSlot
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.answer_beside import answer_in
from bot.exchange.order.wish_beside_stop import wishes_for_a_visit
from bot.understanding import GRAVE, Evidence, needs_told_apart, told_beside_no


def hear_needs_beside(exchange: Exchange, engine: Engine) -> None:
    """ "No, bailiffs are coming", to a yes or no, and "can we move it to friday, my gas is off".

    The model weighs a text as a whole, in which the answer hides what is told; the rules look at
    each clause. Where nothing but a need is told the model's word stands.
    """
    found = exchange.detection
    if found.needs or found.risk in GRAVE or exchange.is_after_crisis:
        return
    if not exchange.is_read_whole or engine.is_asked_if_safe(exchange):
        return
    told = _told(exchange, engine)
    if told:
        needs = tuple(dict.fromkeys(each.label for each in told))
        exchange.detection = replace(found, needs=needs, evidence=(*found.evidence, *told))


def _told(exchange: Exchange, engine: Engine) -> tuple[Evidence, ...]:
    question, said = exchange.state.question, needs_told_apart(exchange.text)
    if not any(told for _, told in said):
        return ()
    is_asked = question is not None and question.kind == "yes_no"
    if is_asked and told_beside_no(exchange.text):
        return tuple(each for _, told in said for each in told)
    wishes = [_is_wish(exchange, engine, clause) for clause, _ in said]
    if not any(wishes):
        return ()
    # "Can you move my chat to friday" tells of no loneliness.
    told_apart = [told for (_, told), is_wish in zip(said, wishes, strict=True) if not is_wish]
    return tuple(each for told in told_apart for each in told)


def _is_wish(exchange: Exchange, engine: Engine, clause: str) -> bool:
    """Whether it is of what is booked. What stands beside a yes to a reminder is for a person."""
    if wishes_for_a_visit(exchange, engine, clause):
        return True
    answers = answer_in(exchange, engine, clause)
    return bool(answers) and not any(
        isinstance(each, SetSlot) and each.value == engine.library.names.coming for each in answers
    )
