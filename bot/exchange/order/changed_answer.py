""" "3", after "1" was answered to a text of ours: the answer that counts is the later one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from actions.booking.time_choice import CALLED_OFF_SLOT, OFFERED_SLOT
from actions.check_ins.check_in_questions import HIGHEST, LOWEST
from actions.check_ins.record_score import SCORE, change_score
from bot.commands import Command, OpenQuestion, SetSlot, StartFlow
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.question_unsaid import find_unsaid, may_be_put_again
from bot.flow_names import REMINDER_FLOW
from bot.understanding import comes_after_all, read_changed_answer, score_put_right, wants_after_all

ANSWERED: Final = "answered_of_ours"
"""The slot that holds what was last answered to a question that we began, and when."""
_CHANGED_WITHIN: Final = timedelta(days=1)


def keep_answer(
    exchange: Exchange, asked: OpenQuestion | None, commands: Sequence[Command]
) -> None:
    """Remember the answer to a question that we began, should it be changed within the day."""
    if asked is None or not may_be_put_again(asked.flow):
        return
    given = [
        each.value for each in commands if isinstance(each, SetSlot) and each.name == asked.slot
    ]
    if not given:
        return
    values = [choice.slots.get(asked.slot) for choice in asked.choices]
    number = values.index(given[-1]) + 1 if given[-1] in values else None
    kept = {"flow": asked.flow, "slot": asked.slot, "value": given[-1], "number": number}
    kept["shown"] = values
    answered = {ANSWERED: kept | {"at": exchange.now.isoformat()}}
    exchange.state = exchange.state.with_slots(answered)
    if asked.flow == REMINDER_FLOW and exchange.spoken_of is not None:
        exchange.spoken_of = replace(exchange.spoken_of, at=exchange.now)


async def hear_changed_answer(exchange: Exchange, engine: Engine) -> bool:
    """Put the question again, unsaid, where the text names another of its choices."""
    kept = exchange.state.slots.get(ANSWERED)
    if not kept or not _may_be_one(exchange, kept):
        return False
    if kept.get("slot") == SCORE:
        return await _change_score(exchange)

    if kept["flow"] == REMINDER_FLOW and _is_called_off(exchange):
        words = engine.library.vocabulary(exchange.flows, exchange.state)
        if comes_after_all(exchange.text, kept.get("shown", ()), words.coming):
            await engine.run(exchange, (StartFlow(flow=words.after_all_flow),))
            return True

    def other() -> tuple[OpenQuestion, tuple[Command, ...]] | None:
        asked = exchange.state.question
        words = engine.library.vocabulary(exchange.flows, exchange.state).synonyms
        payload = exchange.inbound.button_payload if exchange.inbound else None
        found = read_changed_answer(
            exchange.text, asked, words,
            given=kept["value"], shown=kept.get("shown", ()), payload=payload,
        )  # fmt: skip
        return (asked, found) if asked is not None and found else None

    changed = await find_unsaid(exchange, engine, kept["flow"], other)
    if changed is None:
        return False
    await engine.run(exchange, changed[1])
    keep_answer(exchange, *changed)
    return True


async def _change_score(exchange: Exchange) -> bool:
    """ "Sorry, meant 6", after a number from 0 to 10, is of that number."""
    score = score_put_right(exchange.text, LOWEST, HIGHEST)
    if score is None or not await change_score(exchange.work, exchange.referral.id, score):
        return False
    exchange.say("utter_corrected")
    return True


def _may_be_one(exchange: Exchange, kept: dict[str, Any]) -> bool:
    if exchange.state.question is not None or exchange.is_after_crisis:
        return False
    if exchange.conversation.automation != "on" or exchange.detection.needs:
        return False
    if kept["flow"] == REMINDER_FLOW and exchange.spoken_of is None:
        return False
    if _were_times_offered_since(exchange, kept):
        return False  # "meant 3" is then the third of the times
    if _is_called_off(exchange) and wants_after_all(exchange.text):
        return False  # "no, keep it" takes that time again
    return exchange.now - datetime.fromisoformat(kept["at"]) <= _CHANGED_WITHIN


def _is_called_off(exchange: Exchange) -> bool:
    called_off = exchange.state.slots.get(CALLED_OFF_SLOT)
    return bool(called_off) and not exchange.slots.get("has_appointment")


def _were_times_offered_since(exchange: Exchange, kept: dict[str, Any]) -> bool:
    offered = exchange.state.slots.get(OFFERED_SLOT) or {}
    if "at" not in offered:
        return False
    return datetime.fromisoformat(offered["at"]) >= datetime.fromisoformat(kept["at"])
