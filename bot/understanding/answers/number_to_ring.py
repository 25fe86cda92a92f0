"""A number to ring somebody on, asked for or told unasked; and that they would rather not be rung.

"You can ring me on 07700 900123" gives it; "don't ring me" and "it's not safe" give none.
"""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.answers.phone import read_phone

_LONGEST_REFUSAL: Final = 100
_UNSAFE: Final = r"\b(?:not|isn['’]?t|no|nae) safe\b|\bunsafe\b"
_NOT_SAFE: Final = regex.compile(_UNSAFE, regex.IGNORECASE)
_DECLINES: Final = regex.compile(
    r"\b(?:do not|don['’]?t|dinnae|dinna|can['’]?t|cannot|cannae|canny|no|nae|not|never)\b"
    r"[^.!?]{0,24}\b(?:ring|rings|phone|phoned|phones|call|calls|calling|rung|talk|speak)\b"
    rf"|{_UNSAFE}|^\W*(?:none|nane|nothing)\W*$"
    r"|\b(?:don['’]?t have|haven['’]?t got|dinnae hae|no got) (?:one|any|a number)\b"
    r"|\b(?:text|email|e-mail|message|write|chat)(?: me)?(?: only| instead| please| is better)"
    r"|\b(?:only|just|rather|prefer)(?: you)?(?: to)? (?:text|email|e-mail|message|write|chat)",
    regex.IGNORECASE,
)
_OF_TEXTS: Final = regex.compile(r"\b(?:to )?(?:text|txt|message|write)\b", regex.IGNORECASE)
_DATE: Final = regex.compile(
    r"(?<!\d)\d{4}[/.-]\d{1,2}[/.-]\d{1,2}(?!\d)"
    r"|(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)|(?<!\d)(?:19|20)\d{2}(?=\W+[0+])"
)
"""A date or its year, before a number: together they would look like one."""
_SHORTEST: Final = len("+441414960123") - 1
"""Some British numbers are a digit short of the rest."""
_OWN: Final = regex.compile(
    r"\b(?:ring|call|phone|text|reach|contact|get|get hold of) me (?:back )?(?:on|at|oan)\b"
    r"|\b(?:my|ma) (?:(?:phone|mobile|mob|tel|telephone|home|contact) )?"
    r"(?:number|no|num|phone|mobile|mob|tel|telephone)\b"
    r"|\b(?:phone|mobile|mob|tel|telephone)(?: (?:number|no))?\s*:",
    regex.IGNORECASE,
)

_LINK: Final = regex.compile(r"[.;,!\n]+|\b(?:and|but|plus|also)\b", regex.IGNORECASE)
_WISH: Final = regex.compile(
    r"\b(?:(?:can|could|please|pls|you|she|he|they|someone|somebody|anyone)\s+)*"
    r"(?:ring|phone|call|contact|reach|text)\s+(?:me|us|my|ma|on|at|it)\b|\b(?:my|ma)\b",
    regex.IGNORECASE,
)
"""Where the words about a number begin, if no link or stop comes before them."""
_AFTER_NUMBER: Final = regex.compile(
    r"^\s*(?:is\s+)?(?:my|ma|the)\s+(?:\w+\s+)?(?:number|phone|mobile|landline)\b|^\s*instead\b",
    regex.IGNORECASE,
)


def declines_to_be_rung(text: str) -> bool:
    """Whether a text gives no number and says that they are not to be rung, or cannot be."""
    if len(text) > _LONGEST_REFUSAL or read_phone(text) is not None:
        return False
    if _NOT_SAFE.search(text) and _OF_TEXTS.search(text):
        return False  # "it's not safe to text me" is of more than this question
    return _DECLINES.search(text) is not None


def without_number_to_ring(text: str) -> str:
    """The text but for the clause that gives a number: "1, but phone my landline 0141 496 0123"."""
    found = read_phone(text)
    if found is None:
        return text
    before, after = text[: found[1]], text[found[2] :]
    found_last = max((each.start() for each in _LINK.finditer(before)), default=None)
    wish = _WISH.search(before)
    begins = found_last if found_last is not None else wish.start() if wish else len(before)
    return f"{before[:begins].rstrip(' ,;.')} {_AFTER_NUMBER.sub('', after)}".strip()


def adds_number_to_ring(text: str) -> bool:
    """Whether a text gives a number behind what else it says: "1, ring me on 07700 900123"."""
    rest = without_number_to_ring(text)
    is_given = rest != text and bool(rest)
    return is_given and text.lstrip().startswith(rest.split()[0].rstrip(",."))


def read_own_number(text: str) -> str | None:
    """The number that somebody calls theirs, or asks to be rung on."""
    return read_number_beside(text) if _OWN.search(text) else None


def read_number_beside(text: str) -> str | None:
    """The number in a text that may hold a date too: "Al Orr 3/4/60 07700 900123"."""
    numbers = (read_phone(said) for said in (_DATE.sub(" ", text), text))
    return next((each[0] for each in numbers if each and len(each[0]) >= _SHORTEST), None)
