""" "1, no wait, 3" of the times on offer, "no thanks. actually aye 1", "1 or 2", and "not 1"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from bot.understanding.answers.number import read_numbers
from bot.understanding.answers.number_taken import number_taken
from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_words

_WORDS: Final = (
    r"(?:actually|wait|sorry|oops|hang on|hold on|make (?:it|that)|i mean(?:t)?|rather|"
    r"on second thoughts?|changed (?:my|ma) mind|och|oh)"
)
_INSTEAD: Final = regex.compile(
    rf"^\W*\d\W+(?:(?:no|naw|nah)\W+)?(?:{_WORDS}\W+)+(?:(?:no|naw|nah)\W+)?(?P<number>\d)\W*$"
    r"|^\W*\d\s*[,.;!]+\s*(?:no|naw|nah)\s*[,.;!]+\s*(?P<number>\d)\W*$",
    regex.IGNORECASE,
)
""" "1 no 3" may be a Scots "not", and is asked about once more."""
_AFTER_ALL: Final = regex.compile(
    rf"^\W*(?P<said>(?:no|naw|nah|nope|none|nane)\b.*)\b{_WORDS}\b\W*(?P<rest>.+)$",
    regex.IGNORECASE,
)
_ACCEPTING: Final = (
    answer_words("yes") | answer_words("number_fillers") | answer_words("after_all_fillers")
)
_SUITING: Final = answer_words("any_of_them") | answer_words("around_any") | _ACCEPTING
_THAT_SUIT: Final = answer_words("suiting") | answer_words("number_fillers") - {"no"}
_DECLINING: Final = answer_words("no") | answer_words("declining_fillers")
"""Nothing else may be said before a no is taken back: a number alone is not looked through."""
_LONGEST: Final = 120
_NO_MATTER: Final = regex.compile(
    r"\b(?:do not|dont|not|no) (?:really )?(?:mind|care|matter|fussed|fussy|bothered|bother|"
    r"particular|problem|odds)\b"
)
_JOINS: Final = frozenset(["or", "and", "either", "both"])
_REFUSED: Final = regex.compile(
    r"^\W*(?:not (?:number )?\d"
    r"|\d (?:is |isnt |isn['’]t |wont |won['’]t |doesnt |doesn['’]t |does not )?"
    r"(?:no |not )?(?:good|use|work|suit|do)(?: for me)?)\W*$",
    regex.IGNORECASE,
)
_DENIAL: Final = regex.compile(r"not?\b|n['’]?t\b", regex.IGNORECASE)
_FROM_TO: Final = regex.compile(r"^\W*\d\s*[-–]\s*\d\W*$")
_ABOUT: Final = frozenset(["about", "around"])


def read_numbers_of_times(text: str) -> tuple[int, ...]:
    """The numbers that choose among times: also in "2 would suit me best" and "2 is good"."""
    numbers = read_numbers(number_after_all(text) or text)
    numbers = numbers or _that_suits(normalise(text).spoken())
    if not numbers and (taken := number_taken(text)) is not None:
        return (taken,)
    return numbers


def number_after_all(text: str) -> str | None:
    """The number meant in the end, or the first of several that suit alike."""
    if len(text) > _LONGEST:
        return None
    found = _INSTEAD.match(text)
    if found is not None:
        return found["number"]
    changed = _AFTER_ALL.match(text)
    if changed is not None and _DECLINING.issuperset(normalise(changed["said"]).spoken()):
        return _accepted(changed["rest"])
    return _first_of_several(text)


def refuses_number(text: str) -> bool:
    """ "Not 1" and "2 is no good" ask for other times."""
    return _REFUSED.match(text) is not None and _DENIAL.search(text) is not None


def may_be_hours(text: str, words: Sequence[str]) -> bool:
    """ "About 2" and "1-3" are times of day, not the numbers of times on offer."""
    return not _ABOUT.isdisjoint(words) or _FROM_TO.match(text) is not None


def _accepted(rest: str) -> str | None:
    """The 1 of "aye 1", said after a no that is taken back."""
    words = normalise(rest).spoken()
    numbers = [word for word in words if _is_number(word)]
    is_all = all(word in _ACCEPTING for word in words if not _is_number(word))
    return numbers[0] if len(numbers) == 1 and is_all else None


def _first_of_several(text: str) -> str | None:
    """ "1 or 2 whatever": the first, for they say that either will do."""
    said = _NO_MATTER.sub(" ", " ".join(normalise(text).spoken())).split()
    numbers = [word for word in said if _is_number(word)]
    rest = {word for word in said if not _is_number(word)}
    if len(numbers) < 2 or not rest & _JOINS or "not" in rest or not rest <= _SUITING | _JOINS:
        return None
    return numbers[0]


def _that_suits(words: Sequence[str]) -> tuple[int, ...]:
    numbers = [word for word in words if _is_number(word)]
    is_all = all(word in _THAT_SUIT for word in words if not _is_number(word))
    return (int(numbers[0]),) if len(numbers) == 1 and is_all else ()


def _is_number(word: str) -> bool:
    return word.isdecimal() and len(word) == 1
