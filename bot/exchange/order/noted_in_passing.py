"""What a person is told of, whatever else the text says: no calls, a visit, a chat for another."""

from __future__ import annotations

from actions.casework.raise_in_inbox import raise_in_inbox
from actions.intake.no_phone import CALLS_REFUSED, NO_PHONE, refuse_calls
from bot.delivery.attention import Why
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.hard_to_read import note_hard_to_read
from bot.exchange.order.risk import is_missed_by_us
from bot.understanding import (
    books_for_another,
    cannot_phone,
    complains_of_no_call,
    is_of_who_cannot_hear,
    tells_of_helper,
    wants_text_instead,
    wishes_for_home_visit,
)


async def note_in_passing(exchange: Exchange, engine: Engine) -> None:
    """Raise it in the inbox; the conversation goes on as if it had not been said."""
    text = exchange.text
    is_asked = engine.is_asked_how_they_are(exchange)
    if cannot_phone(text) or (is_asked and wants_text_instead(text)):
        exchange.slots[CALLS_REFUSED] = True
        exchange.slots[NO_PHONE] = True
        await refuse_calls(exchange.work, exchange.patient, exchange.referral)
    note_hard_to_read(exchange)
    is_for_another = books_for_another(text) or tells_of_helper(text)
    is_of_reaching = is_of_who_cannot_hear(text) or wishes_for_home_visit(text)
    if is_for_another or is_of_reaching or complains_of_no_call(text):
        _raise(exchange, "needs_a_person")
    if is_missed_by_us(exchange):
        _raise(exchange, "wrote_again")


def _raise(exchange: Exchange, why: Why) -> None:
    raise_in_inbox(exchange.work, exchange.referral, why, patient=exchange.patient)
