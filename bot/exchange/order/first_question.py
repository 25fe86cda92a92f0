"""What somebody's first text begins: their own words, or a question about us and then ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.commands import CannotHandle, ChitChat, Command, SetSlot, StartFlow
from bot.delivery.attention import reasons
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.flow_names import ABOUT_US_FLOW
from bot.understanding import names_help, only_unsure, speaks_of_oneself, told_beside_no

HAS_TOLD: Final = "has_told"
NOT_SURE: Final = "not_sure"
"""The slot by which nobody is thanked for telling who does not know what to say, or says "aye"."""
NEW_NUMBER_TOLD: Final = "new_number_told"
WORD: Final = re.compile(r"[^\W\d_]{2,}")
_FEWEST_OF_A_STORY: Final = 5
_FEWEST_OF_ONES_OWN: Final = 3


def asked_who_we_are_first(
    exchange: Exchange, commands: Sequence[Command], engine: Engine
) -> Sequence[Command]:
    """ "Who is this?", as a first text, is answered by the welcome: it is not said twice."""
    is_asked = _begun(commands) == [ABOUT_US_FLOW]
    return (StartFlow(flow=engine.needs_flow),) if is_asked and _is_first(exchange) else commands


async def lead_on(exchange: Exchange, commands: Sequence[Command], engine: Engine) -> None:
    """Ask what they would like help with, where their first text was answered and no more.

    The flows say which of them ask nothing: who wants a doctor, or speaks of a visit that we know
    nothing of, is told where to turn and is asked no more.
    """
    begun = _begun(commands)
    if (
        not begun
        or not engine.library.current.leading_on.issuperset(begun)
        or not _is_first(exchange)
    ):
        return
    if exchange.state.is_idle and not exchange.slots.get("is_under_age"):
        exchange.slots["neutral_wording"] |= exchange.patient.neutral_wording  # "he can't know"
        await engine.run(exchange, (StartFlow(flow=engine.needs_flow),))


def _is_first(exchange: Exchange) -> bool:
    is_open = exchange.referral.status == "collecting" and exchange.conversation.automation == "on"
    return exchange.is_new and is_open and not exchange.is_after_crisis


def _begun(commands: Sequence[Command]) -> list[str]:
    return [command.flow for command in commands if isinstance(command, StartFlow)]


def first_words(
    exchange: Exchange, commands: Sequence[Command], engine: Engine
) -> Sequence[Command]:
    """Whoever writes out of the blue is asked what they would like help with.

    Who told it at some length, though we could not tell what it is about, is not asked as if they
    had said nothing.
    """
    is_lost = all(isinstance(command, CannotHandle | ChitChat | SetSlot) for command in commands)
    is_unasked = exchange.state.is_idle and exchange.referral.status == "collecting"
    is_unasked = is_unasked and not waits_for_a_person(exchange)
    if is_unasked and _begun(commands) == [engine.needs_flow] and names_help(exchange.text):
        exchange.slots[HAS_TOLD] = True  # "I need help with a form" greets, and tells
    if not (is_lost and is_unasked):
        return commands
    is_story = all(isinstance(command, CannotHandle) for command in commands)
    is_told = is_story and _is_told_at_length(exchange.text)
    exchange.slots[HAS_TOLD] = is_told or only_unsure(exchange.text)
    return (StartFlow(flow=engine.needs_flow),)


def note_told_beside_no(exchange: Exchange, engine: Engine) -> None:
    """ "No, it's my wee boy, he's not sleeping", to what we understood, is told at some length too:
    what help is for is not asked as if they had said nothing."""
    if engine.is_asked_if_right(exchange) and not exchange.detection.needs:
        exchange.slots[HAS_TOLD] = any(map(_is_told_at_length, told_beside_no(exchange.text)))


def _is_told_at_length(text: str) -> bool:
    """Of oneself a few words tell: "I'm being stalked"; so do they of what help is for."""
    if names_help(text):
        return True
    fewest = _FEWEST_OF_ONES_OWN if speaks_of_oneself(text) else _FEWEST_OF_A_STORY
    return len(WORD.findall(text)) >= fewest and not text.rstrip().endswith("?")


def waits_for_a_person(exchange: Exchange) -> bool:
    """Whether a person was asked for, before anything is told that they need help with."""
    is_waiting = "handoff" in reasons(exchange.referral) or exchange.state.slots.get(
        NEW_NUMBER_TOLD
    )
    return bool(is_waiting) and not exchange.detection.needs
