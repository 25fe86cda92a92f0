"""Whose language it is, noted with the text itself: danger is answered in it at once."""

from __future__ import annotations

from actions.raise_in_inbox import raise_in_inbox
from bot.exchange.context_slots import appointment_slots, practice_slots
from bot.exchange.exchange import Exchange


def learn_language(exchange: Exchange) -> None:
    """Tag the referral and let a person know; where flows have the language, speak it from now on.

    English in doubt, so who began in another language is not thrown out of it by an "ok".
    """
    language = exchange.detection.language
    if language in {"en", exchange.patient.language}:
        return
    exchange.referral.language = language
    if exchange.conversation.automation != "paused":  # else a person is reading already
        raise_in_inbox(exchange.work, exchange.referral, "language", patient=exchange.patient)
    if language not in exchange.flows.languages:
        return
    exchange.patient.language = language
    practice = exchange.work.practice
    exchange.slots.update(practice_slots(practice, now=exchange.now, language=language))
    exchange.slots.update(appointment_slots(exchange.coming, practice, exchange.words))
    exchange.slots["language"] = language


def is_for_an_interpreter(exchange: Exchange) -> bool:
    """Whether the text is in a language that the flows lack."""
    language = exchange.detection.language
    return language != "en" and language not in exchange.flows.languages
