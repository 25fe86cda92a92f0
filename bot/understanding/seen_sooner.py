"""A wish to be seen, or to be seen sooner: "worse. can I see someone sooner"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.commands import Command, SetSlot, StartFlow
from bot.understanding.answers.earlier_or_later import as_utc
from bot.understanding.answers.wish_for_time import read_named_time
from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import normalise
from bot.understanding.phrase_book import places_held
from bot.understanding.said_besides import passing
from bot.understanding.situation import Situation
from bot.understanding.word_list import answer_words

_POLITE: Final = answer_words("request_fillers")
_MOST_WORDS: Final = 20


def says_all_of(text: str, *kinds: str, besides: frozenset[str] = frozenset()) -> bool:
    """Whether requests of these kinds hold all that the text tells, but for the words `besides`."""
    plain = normalise(text)
    matches = [m for m in phrase_groups("requests").find(plain) if m.value in kinds]
    held, courtesies = places_held(matches), _POLITE | besides | {"."}
    return bool(matches) and all(w.at in held or w.text in courtesies for w in plain.words)


def wants_to_be_seen_sooner(text: str) -> bool:
    """Whether a short text asks to be seen before the time that is booked, or soon."""
    plain = normalise(text)
    found = phrase_groups("requests").find(plain)
    return len(plain.words) <= _MOST_WORDS and any(m.value == "seen_sooner" for m in found)


def wants_to_be_seen_again(text: str) -> bool:
    """Whether a short text asks for another chat, or a sooner one."""
    found = phrase_groups("requests").find(normalise(text))
    is_again = any(m.value == "seen_again" for m in found) and len(text.split()) <= _MOST_WORDS
    return is_again or wants_to_be_seen_sooner(text)


def tells_of_coming_home(text: str) -> bool:
    """Whether it tells that somebody is out of hospital: "not in hospital anymore tho"."""
    found = phrase_groups("requests").find(normalise(text))
    return any(m.value == "out_of_hospital" for m in found)


def offered_sooner(text: str, situation: Situation, *, waits: bool = True) -> tuple[Command, ...]:
    """Times before what is booked, or the first that are free, once what is asked is done; where
    none may be booked, a person is told."""
    words, slots = situation.vocabulary, situation.slots
    may_book = slots.get("has_appointment") or slots.get("intake_open")
    if words.move_flow not in words.flows or not may_book:
        return passing(words.told_besides_flow, situation)
    wish = _sooner_than_booked(text, situation)
    asked = (SetSlot(name=words.time_asked_slot, value=wish),) if wish is not None else ()
    return (*asked, StartFlow(flow=words.move_flow, waits=waits))


def told_time(text: str, situation: Situation) -> tuple[Command, ...]:
    """The time that is named in a wish for another: "same. move my chat to friday"."""
    when = read_named_time(text, now=situation.now, timezone=situation.timezone)
    if not isinstance(when, dict) or not when["windows"]:
        return ()
    return (SetSlot(name=situation.vocabulary.time_asked_slot, value=when),)


def _sooner_than_booked(text: str, situation: Situation) -> Mapping[str, Any] | None:
    """The wish, as `read_when` gives it, for all the time till what is booked; None where nothing
    is to come."""
    booked = situation.slots.get("appointment_at")
    if not situation.slots.get("has_appointment") or not isinstance(booked, str) or not booked:
        return None
    start = datetime.fromisoformat(booked).astimezone(ZoneInfo(situation.timezone))
    if start <= situation.now:
        return None
    windows = [[as_utc(situation.now), as_utc(start)]]
    return {"windows": windows, "exact": None, "words": text.strip()}
