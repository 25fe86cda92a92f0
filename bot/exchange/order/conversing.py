"""The conversation itself: an answer to the open question, a wish, a need in free text."""

from __future__ import annotations

from collections.abc import Sequence

from actions.raise_in_inbox import raise_in_inbox
from bot.commands import (
    CannotHandle,
    ChitChat,
    Command,
    RepeatBotMessages,
    SessionStart,
    SetSlot,
    StartFlow,
)
from bot.exchange.exchange import Exchange
from bot.exchange.run import Engine


async def converse(exchange: Exchange, engine: Engine) -> bool:
    """Read the message into commands and let the dialogue obey them."""
    if _is_other_language(exchange, engine):
        return True
    if not exchange.text.strip() and exchange.inbound is not None and exchange.inbound.media:
        exchange.say("utter_media")
        raise_in_inbox(exchange.work, exchange.referral, "wrote_again", patient=exchange.patient)
        return True
    commands: Sequence[Command] = engine.read(exchange).commands
    if exchange.is_after_crisis:
        carried_on = _carried_on(exchange, commands, engine)
        if carried_on is None:
            exchange.say("utter_after_crisis", "crisis")
            return True
        exchange.is_after_crisis = False
        commands = carried_on
    elif engine.has_expired(exchange):
        commands = (SessionStart(), *commands)
    elif _is_left_to_a_person(exchange, commands):
        _keep_for_team(exchange)
        return True
    await engine.run(exchange, _first_words(exchange, commands, engine))
    return True


def _is_left_to_a_person(exchange: Exchange, commands: Sequence[Command]) -> bool:
    """Whether nothing is being asked any more, and what came is for the link worker to read.

    "Sorry, I didn't catch that" helps nobody whose referral is told: a person will catch it.
    """
    is_told = exchange.referral.status != "collecting"
    is_lost = all(isinstance(command, CannotHandle) for command in commands)
    return is_told and is_lost and exchange.state.is_idle


def _keep_for_team(exchange: Exchange) -> None:
    raise_in_inbox(exchange.work, exchange.referral, "wrote_again", patient=exchange.patient)
    exchange.say("utter_kept_for_person")


def _is_other_language(exchange: Exchange, engine: Engine) -> bool:
    """A text in a language that the flows lack goes to a person, with its tag."""
    language = exchange.detection.language
    if language == exchange.patient.language or language == "en":
        return False
    exchange.referral.language = language
    raise_in_inbox(exchange.work, exchange.referral, "language", patient=exchange.patient)
    if language in exchange.flows.languages:
        exchange.patient.language = language
        exchange.slots["language"] = language
        engine.refresh(exchange)
        return False
    exchange.say("utter_other_language")
    return True


def _carried_on(
    exchange: Exchange, commands: Sequence[Command], engine: Engine
) -> Sequence[Command] | None:
    """What somebody wants who writes again after the crisis reply; None where they only write.

    The flow never resumes by itself: they ask for something, and then it goes on.
    """
    if engine.asks_to_go_on(exchange.text):
        if exchange.state.question is not None:
            return (RepeatBotMessages(),)
        return (StartFlow(flow=engine.needs_flow),)
    starts = [command for command in commands if isinstance(command, StartFlow)]
    return starts or None


def _first_words(
    exchange: Exchange, commands: Sequence[Command], engine: Engine
) -> Sequence[Command]:
    """Whoever writes out of the blue is asked what they would like help with."""
    is_lost = all(isinstance(command, CannotHandle | ChitChat | SetSlot) for command in commands)
    is_unasked = exchange.state.is_idle and exchange.referral.status == "collecting"
    if is_lost and is_unasked:
        return (StartFlow(flow=engine.needs_flow),)
    return commands
