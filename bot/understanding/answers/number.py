"""Numbers as people write them: "2", "no 2", "twa", 2️⃣, "seven and a half", "£2.50"."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_phrases, answer_words

_WORDS: Final = answer_phrases("numbers")[0]
ORDINALS: Final = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
"""Which of the times on offer, of which there are three at most."""
NUMBER_WORDS: Final = {
    **{word: number for number, word in enumerate(_WORDS)},
    **{"nil": 0, "nought": 0, "won": 1, "too": 2, "twae": 2, "twa": 2, "tree": 3, "fower": 4},
    **{"sax": 6, "seeven": 7, "echt": 8, "aicht": 8, "nine": 9, "thirty": 30, "forty": 40},
    **{"jeden": 1, "dwa": 2, "trzy": 3, "cztery": 4, "ek": 1, "teen": 3, "char": 4, "fifty": 50},
}
_BELOW_ZERO: Final = re.compile(r"(?:^|\s)[-−]\s?£?\d")
_FIGURES: Final = re.compile(
    r"(?<![\w.,:/])£?\s?(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,9})(?:[.,](?P<part>\d{1,2}))?"
    r"(?![\w:/])(?![.,]\d)"
)
"""An amount in figures: "2.50", "2,5", "£1,000"."""
_HALF: Final = re.compile(r"\s*(?:½|\band (?:a )?(?:half|hauf|1/2)\b)", re.IGNORECASE)
_FILLERS: Final = answer_words("number_fillers")
_BESIDE: Final = _FILLERS | answer_words("number_units")


def read_numbers(text: str) -> tuple[int, ...]:
    """The numbers of a message that says nothing but numbers; empty where it says more."""
    numbers: list[int] = []
    if _BELOW_ZERO.search(text):
        return ()
    for word in normalise(text).spoken():
        number = _number(word)
        if number is not None:
            numbers.append(number)
        elif word not in _FILLERS and word != "and":
            return ()
    return tuple(numbers)


def read_number(text: str, minimum: float | None, maximum: float | None) -> float | None:
    """One number within the limits given, or None."""
    said, halves = _HALF.subn(" ", without_scale(text, maximum))
    value = _value(said)
    if value is None or halves > 1 or (halves and value % 1):
        return None
    value += halves / 2
    too_low = minimum is not None and value < minimum
    too_high = maximum is not None and value > maximum
    return None if too_low or too_high else value


def _value(text: str) -> float | None:
    """The one number of a message that says nothing else, in figures or in words."""
    if _BELOW_ZERO.search(text):
        return None
    figures = list(_FIGURES.finditer(text))
    if len(figures) == 1:
        [found] = figures
        rest = normalise(f"{text[: found.start()]} {text[found.end() :]}").spoken()
        if _BESIDE.issuperset(rest):
            return float(found["whole"].replace(",", "") + "." + (found["part"] or "0"))
    said = " ".join(w for w in normalise(text).spoken() if w not in _BESIDE - _FILLERS)
    numbers = read_numbers(said)
    return float(numbers[0]) if len(numbers) == 1 else None


def _number(word: str) -> int | None:
    if word.isdecimal() and len(word) <= 6:
        return int(word)
    return NUMBER_WORDS.get(word)


def without_scale(text: str, maximum: float | None) -> str:
    """ "7 out of 10" and "7/10" are 7."""
    for scale in ("out of 10", "/10", "/ 10", "oot o 10", "outta 10"):
        if maximum == 10 and text.casefold().strip().endswith(scale):
            return text.strip()[: -len(scale)]
    return text
