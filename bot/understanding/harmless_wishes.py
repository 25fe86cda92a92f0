"""Short wishes that the model may take for a goodbye, and that a person would not."""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import normalise
from bot.understanding.phrase_book import places_held
from bot.understanding.word_list import answer_words

_CALLS_OFF: Final = frozenset(["not_needed", "cancel_appointment"])
_WHAT: Final = regex.compile(
    r"\b(?:it|this|that|appointment|appt|chat|call|phone call|visit|meeting)\b"
)
""" "I dont want anything any more" is of no chat."""
_AROUND: Final = answer_words("request_fillers") | frozenset(
    ["naw", "nah", "nope", "och", "ah", "am", "ive", "think", "decided", "really", "morag"]
)
_MINDED: Final = regex.compile(
    r"^(?: (?:hi|hello|sorry|but|and|also|ok|just|morag))*"
    r" (?:who(?:ll| will| would| can| could|s going to| is going to|s gonna| is gonna)"
    r"|(?:can|could|will|would) (?:you|yous|someone|somebody|anyone|anybody))"
    r" (?:feed|walk|mind|watch|look after|see to|take) (?:my|the|our)(?: (?:wee|big|old))?"
    r" (?:cats?|dogs?|dugs?|kittens?|pup|puppy|budgies?|birds?|hamsters?|rabbits?|fish|pets?|hens"
    r"|plants)"
    r" (?:when|while|whilst|if) (?:im|i am|i go|were|we are|we go) away"
    r"(?: (?:on (?:my )?holidays?|for (?:the|a) (?:day|night|weekend|week)|overnight|then"
    r"|that day|at (?:the|my|our) \w+))?(?: (?:though|tho|please|thanks))* (?:\. )*$"
)
""" "When I'm gone" is heard as it may be meant, and so is what becomes of somebody's weans."""


def only_calls_off(text: str) -> bool:
    """Whether the message says that the chat is wanted no more, and nothing else: "actually no i
    dont want it any more"."""
    plain = normalise(text)
    matches = [
        match
        for match in phrase_groups("requests").find(plain)
        if match.value in _CALLS_OFF and _WHAT.search(plain.text[match.start : match.end])
    ]
    held = places_held(matches)
    return bool(matches) and all(
        word.at in held or word.text == "." or word.text in _AROUND for word in plain.words
    )


def only_asks_who_minds_a_pet(text: str) -> bool:
    """Whether the message asks who feeds a pet meanwhile, and nothing else: "who will feed my cat
    when im away"."""
    return _MINDED.match(normalise(text).text) is not None
