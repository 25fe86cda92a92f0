"""Whose language it is, noted with the text itself: danger is answered in it at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from actions.casework.raise_in_inbox import raise_in_inbox
from bot.exchange.context_slots import appointment_slots, practice_slots
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.understanding import Detection, has_little_english, is_bare_answer

_OF_LANGUAGE: Final = "immigration"
"""The need that somebody who has no English comes with."""


def learn_language(exchange: Exchange, engine: Engine) -> None:
    """Tag the referral and let a person know; where flows have the language, speak it from now on.

    English in doubt, so who began in another language is not thrown out of it by an "ok"; who asks
    for English gets it. A name and date of birth that were asked for are of no language, whatever
    letters they are in. Who has little English may need an interpreter, and a person is told.
    """
    if engine.asks_for_english(exchange.text):
        exchange.detection = replace(exchange.detection, language="en")
        exchange.referral.language = "en"
        _speak(exchange, "en")
        return
    if engine.is_name(exchange, with_date=True):
        exchange.detection = replace(exchange.detection, language="en")
    language = exchange.detection.language
    if has_little_english(exchange.text):
        _let_a_person_know(exchange)
    if language in {"en", exchange.patient.language}:
        return
    exchange.referral.language = language
    _let_a_person_know(exchange)
    if language not in exchange.flows.languages:
        return
    _speak(exchange, language)


def _let_a_person_know(exchange: Exchange) -> None:
    if exchange.conversation.automation != "paused":  # else a person is reading already
        raise_in_inbox(exchange.work, exchange.referral, "language", patient=exchange.patient)


def without_language_need(exchange: Exchange, engine: Engine) -> Detection:
    """ "In English please" asks for no help with a visa, nor with learning it."""
    found = exchange.detection
    if not engine.asks_for_english(exchange.text):
        return found
    needs = tuple(need for need in found.needs if need != _OF_LANGUAGE)
    evidence = tuple(each for each in found.evidence if each.label != _OF_LANGUAGE)
    return replace(found, needs=needs, evidence=evidence)


def _speak(exchange: Exchange, language: str) -> None:
    exchange.patient.language = language
    practice = exchange.work.practice
    exchange.slots.update(practice_slots(practice, now=exchange.now, language=language))
    exchange.slots.update(appointment_slots(exchange.coming, practice, exchange.words))
    exchange.slots["language"] = language


def is_for_an_interpreter(exchange: Exchange, engine: Engine) -> bool:
    """Whether the text is in a language that the flows lack, and not the name that was asked for.

    What is taken for a name alone has been put before a person all the same: it is so short that
    nobody can tell it surely from other words.
    """
    language = exchange.detection.language
    if language == "en":
        return _waits_for_an_interpreter(exchange)
    if language in exchange.flows.languages:
        return False
    return not engine.is_name(exchange)


def _waits_for_an_interpreter(exchange: Exchange) -> bool:
    """ "Haan" or "1" answers nothing that we asked in English: it goes on in their language."""
    language = exchange.referral.language
    is_theirs = bool(language) and language != "en" and language not in exchange.flows.languages
    return is_theirs and exchange.state.question is None and is_bare_answer(exchange.text)
