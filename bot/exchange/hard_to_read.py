"""Who finds texts hard to read: a person is told, and a call is offered, once."""

from __future__ import annotations

from typing import Final

from actions.casework.raise_in_inbox import raise_in_inbox
from bot.exchange.exchange import Exchange
from bot.understanding import finds_reading_hard

FINDS_READING_HARD: Final = "finds_reading_hard"
"""The slot that says so; the summary has it."""
_OFFER: Final = "utter_told_the_team_hard_to_read"


def note_hard_to_read(exchange: Exchange) -> None:
    """Note it, whatever else the text says."""
    if exchange.state.slots.get(FINDS_READING_HARD) or not finds_reading_hard(exchange.text):
        return
    exchange.slots[FINDS_READING_HARD] = True
    raise_in_inbox(exchange.work, exchange.referral, "needs_a_person", patient=exchange.patient)


def offer_a_call(exchange: Exchange, said_before: int) -> None:
    """Before what is asked next, where it was noted just now; nothing more than what is asked to a
    phone that somebody else may read."""
    if not exchange.slots.get(FINDS_READING_HARD) or exchange.patient.neutral_wording:
        return
    if any(said.response == _OFFER for said, _ in exchange.said) or exchange.state.is_with_a_person:
        return
    exchange.say(_OFFER)
    exchange.said.insert(said_before, exchange.said.pop())
