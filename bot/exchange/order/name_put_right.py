"""A name put right once all else is told: "my name is Jane not Jean"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, RepeatBotMessages
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.conversing import keep_person
from bot.understanding import clauses, only_puts_name_right, read_name_put_right


async def put_name_right(exchange: Exchange, engine: Engine) -> bool:
    """Keep the name as it is put right, once all else is told; the rest of it stays.

    What else is said goes on to be answered: "it's Jeanie not Jean and can we make it Friday".
    """
    question = exchange.state.question
    is_of_ours = question is not None and engine.is_begun_by_us(question.flow)
    if is_of_ours or exchange.referral.status == "collecting":
        return False
    known = str(exchange.patient.name or "")
    name = read_name_put_right(exchange.text, known, may_be_another=False)
    if name is None:
        return False
    await keep_person(exchange, name, None)
    exchange.state = exchange.state.with_slots({"person_name": None})
    engine.refresh(exchange)
    exchange.say("utter_details_kept")
    if question is not None:
        await _answer_the_rest(exchange, engine, known)
        return True
    return only_puts_name_right(exchange.text, known)


async def _answer_the_rest(exchange: Exchange, engine: Engine, known: str) -> None:
    """ "2. It's Brown not Broon", while a chat is moved, takes the second; the name alone leaves
    the question as it is."""
    rest = [
        said
        for said, _, _ in clauses(exchange.text)
        if read_name_put_right(said, known, may_be_another=False) is None
    ]
    commands: Sequence[Command] = (RepeatBotMessages(),)
    if rest:
        commands = engine.read(exchange, ", ".join(rest)).commands
    await engine.run(exchange, commands)
