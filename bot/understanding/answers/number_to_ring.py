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
    r"(?:number|no|num|phone|mobile|mob|tel|telephone)\b",
    regex.IGNORECASE,
)


def declines_to_be_rung(text: str) -> bool:
    """Whether a text gives no number and says that they are not to be rung, or cannot be."""
    if len(text) > _LONGEST_REFUSAL or read_phone(text) is not None:
        return False
    if _NOT_SAFE.search(text) and _OF_TEXTS.search(text):
        return False  # "it's not safe to text me" is of more than this question
    return _DECLINES.search(text) is not None


def read_own_number(text: str) -> str | None:
    """The number that somebody calls theirs, or asks to be rung on."""
    return read_number_beside(text) if _OWN.search(text) else None


def read_number_beside(text: str) -> str | None:
    """The number in a text that may hold a date too: "Al Orr 3/4/60 07700 900123"."""
    numbers = (read_phone(said) for said in (_DATE.sub(" ", text), text))
    return next((each[0] for each in numbers if each and len(each[0]) >= _SHORTEST), None)
