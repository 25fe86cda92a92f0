"""Whether a phone is safe to text, told in words about the phone: "it's my mum's", "I live alone".

A wrong "safe" may harm and a wrong "sometimes" does not, so whoever says that others hold or read
the phone is never taken to have said that it is safe, nor whoever uses but a word of that answer:
"safe at work", "he tracks my phone".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import regex

from bot.commands import OpenQuestion
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.button import choose
from bot.understanding.answers.choice import read_choice
from bot.understanding.answers.leading_number import (
    read_leading_number,
    read_number_before_sentence,
)
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.asking_back import asks_back
from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import normalise
from bot.understanding.phrase_book import Match, is_all_told
from bot.understanding.requests import asks_what_we_mean
from bot.understanding.unsafe_phone import only_answers_not_safe
from bot.understanding.word_list import answer_words

_SAFE: Final = "yes"
_SOMETIMES: Final = "sometimes"
_NOT_SAFE: Final = "no"
_UNSAFE: Final = (" not safe ", " no safe ", " isnt safe ", " unsafe ")
_NOT_UNSAFE: Final = regex.compile(r"\b(?:not|isnt|never) unsafe\b")
_LACKS_IT: Final = regex.compile(
    r"\s*(?:yes\W+)?is\s+(?:only\s+|just\s+)?(?:me|my|ma|mine|mines|myself)\b", regex.IGNORECASE
)
_MOST_WORDS: Final = 14
_ASKING: Final = answer_words("asks_of_it")
_OF_READERS: Final = (
    answer_words("partners") | answer_words("family") | answer_words("others_who_read")
)
"""Who else may read it, and what they do: beside a number they may mean that it is not safe."""


def read_safe_to_text(
    text: str, question: OpenQuestion, synonyms: Mapping[str, str]
) -> Answer | None:
    """The choice that the words tell or name; "safe" only where nothing else is said beside it."""
    if asks_what_we_mean(text):
        return None  # "not sure I follow" is not sure of something else
    told = _told_of_the_phone(text, question)
    if told is not None:
        return told
    chosen = read_choice(text, question, synonyms)
    safe = _answer(_SAFE, question, is_whole=True)
    if chosen is None or safe is None or chosen.commands != safe.commands:
        return chosen
    is_sure = chosen.is_whole or _begins_with_number(text) or _says_but_yes(text)
    return chosen if is_sure else None


def _begins_with_number(text: str) -> bool:
    """ "1. I'm so lonely", and "1 and …"; not "1. he's always on my phone"."""
    if read_leading_number(text) is not None:
        return True
    speaks_of_reader = not _OF_READERS.isdisjoint(normalise(text).spoken())
    return read_number_before_sentence(text) is not None and not speaks_of_reader


def _says_but_yes(text: str) -> bool:
    """ "Aye just text me here"."""
    said = read_yes_no(text)
    plain = normalise(text)
    matches = list(phrase_groups("safe_to_text").find(plain))
    return said is not None and said[0] and is_all_told(plain, matches)


def _told_of_the_phone(text: str, question: OpenQuestion) -> Answer | None:
    """The choice that the words tell; None where they tell of no phone and who reads it."""
    plain = normalise(text)
    if not plain.words or len(plain.words) > _MOST_WORDS or _asks_who_sees(text):
        return None
    if only_answers_not_safe(text):
        return _answer(_NOT_SAFE, question, is_whole=True)
    matches = list(phrase_groups("safe_to_text").find(plain))
    told = {match.value for match in matches}
    shared = [
        match
        for match in matches
        if match.value in ("shared", "watched") and not _is_denied(match, matches)
    ]
    is_whole = "watched" not in told and is_all_told(plain, matches)
    if any(words in _NOT_UNSAFE.sub(" ", plain.text) for words in _UNSAFE):
        return None
    if "beside" in told and is_all_told(plain, matches):
        return _answer(_NOT_SAFE, question, is_whole=True)
    if shared:
        says_no = plain.words[0].text == "no"
        return _answer(_NOT_SAFE if says_no else _SOMETIMES, question, is_whole=is_whole)
    if "mine" in told and is_whole and not text.rstrip().endswith("?"):
        return _answer(_SAFE, question, is_whole=True)
    return None


def _asks_who_sees(text: str) -> bool:
    """ "Can she see this?" asks us, and tells of nobody who does; "is my phone only" only lacks its
    first word."""
    if _LACKS_IT.match(text) and "?" not in text:
        return False
    return normalise(text).words[0].text in _ASKING and asks_back(text)


def _is_denied(match: Match[str], matches: list[Match[str]]) -> bool:
    """ "Nobody else looks at it" holds no "look at it"."""
    return any(
        other.value == "mine" and other.start <= match.start and match.end <= other.end
        for other in matches
    )


def _answer(value: str, question: OpenQuestion, *, is_whole: bool) -> Answer | None:
    choice = question.choice_with(value)
    return Answer(commands=choose(choice, question), is_whole=is_whole) if choice else None
