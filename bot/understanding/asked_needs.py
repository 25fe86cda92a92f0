"""Needs that a message asks help with by their names: "I need help with food"."""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.lexicons import Sign, phrase_groups
from bot.understanding.named_needs import whole_names
from bot.understanding.normalise import PlainText
from bot.understanding.phrase_book import Match

_WEIGHT: Final = 0.95
_NEAR: Final = 200
"""Letters from a name back to the words that ask, or to the name before, at the most."""
_HELP: Final = (
    r"(?:(?:a|some|any|more|urgent|little|bit|of)\s+){0,4}(?:help|hand|support|advice)"
    r"(?:\s+(?:me|us))?(?:\s+(?:with|for|about|getting|finding|paying|buying|to|get|find|pay))*"
    r"(?:\s+(?:my|the|our|some|for))*\s*$"
)
_ASKING: Final = regex.compile(
    r"(?:\b(?:need|needing|want|wanting|please|like|after|could do with|looking for|asking for)"
    r"|\b(?:can|could|will|would)\s+(?:you|someone|somebody|anyone|anybody|i get|we get)"
    rf"(?:\s+please)?|\bis there|(?:^|\.)\s*(?:(?:hi|hello|please|any)\s+)?)\s+{_HELP}"
)
_NOT_ASKING: Final = regex.compile(
    r"\b(?:no|not|dont|didnt|doesnt|never|wont|who|they|people|folk|families|if you|used to|you)"
    r"(?:\s+\w+)?\s*$"
)
""" "I don't need help with food", and "people who need help with food" at whom somebody works."""
_BETWEEN: Final = regex.compile(r"\s*(?:(?:and|or|n|also|plus|with|for|my|the|our|some)\s+)*")


def read_asked_needs(plain: PlainText) -> tuple[Match[Sign], ...]:
    """Where the message names what it asks help with, one thing or several in a row."""
    asked: list[Match[Sign]] = []
    for match in whole_names(phrase_groups("named_needs").find(plain)):
        if asked and _is_a_bill_for(asked[-1], match):
            continue
        goes_on = bool(asked) and _goes_on(plain.text, asked[-1].end, match.start)
        if goes_on or _is_asked(plain.text, match.start):
            asked.append(Match(match.start, match.end, Sign(match.value, _WEIGHT, "asked for")))
    return tuple(asked)


def _is_a_bill_for(energy: Match[Sign], after: Match[str]) -> bool:
    """ "My gas bill" is one thing, and asks for no more than help with energy."""
    is_next = after.start <= energy.end + 1
    return is_next and (energy.value.label, after.value) == ("energy", "money")


def _goes_on(text: str, start: int, end: int) -> bool:
    """ "Food, and also my bills": nothing but joining words lies between."""
    return end - start <= _NEAR and _BETWEEN.fullmatch(text, start, end) is not None


def _is_asked(text: str, end: int) -> bool:
    start = max(0, end - _NEAR)
    found = _ASKING.search(text, start, end)
    if found is None:
        return False
    sentence = text[start : found.start() + 1].rpartition(".")[2]
    return _NOT_ASKING.search(sentence[:-1]) is None
