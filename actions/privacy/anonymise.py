"""Take out of a text what could say whose it is. Pure: text and known names in, text out.

It errs on the side of taking out too much. It cannot know every name that somebody writes in
small letters, so a person reads what comes out before it goes anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

NAME, NUMBER, POSTCODE, DATE, ADDRESS, LINK = (
    "[name]",
    "[number]",
    "[postcode]",
    "[date]",
    "[address]",
    "[link]",
)
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_REPLACED: Final = tuple(
    (re.compile(pattern, flags), placeholder)
    for pattern, placeholder, flags in (
        (r"\S+@\S+\.\S+|\bhttps?://\S+|\bwww\.\S+|(?<!\w)@\w+", LINK, re.I),
        (r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b", POSTCODE, re.I),
        (r"\b[A-Z]{1,2}\d{1,2}[A-Z]?\b", POSTCODE, 0),
        (r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b", DATE, 0),
        (rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}\b(?:,?\s+\d{{2,4}})?", DATE, re.I),
        (rf"\b{_MONTH}\s+{_DAY}\b(?:,?\s+\d{{2,4}})?", DATE, re.I),
        (
            r"\b\d{1,4}[a-z]?,?\s+(?:[\w']+\s+){1,3}(?:st|street|rd|road|ave|avenue|dr|drive|ln|lane"
            r"|cres|crescent|pl|place|terr?|terrace|ct|court|gdns|gardens|way|wynd|brae|square)\b",
            ADDRESS,
            re.I,
        ),
        (r"\b[a-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b", NUMBER, re.I),
        # Small numbers stay: "took 16 of them" and "£20 left" are what a text is about.
        (r"\+?\d(?:[\s().-]?\d){3,}", NUMBER, 0),
    )
)
_CAPITAL: Final = r"[A-ZÀ-Þ][\w'’-]+"
_INTRODUCED: Final = re.compile(
    rf"\b(?P<lead>(?i:my name is|my name's|ma name's|name is|name's|i'?m called|call me|this is"
    rf"|it'?s|i am|i'?m|ah'?m|mr|mrs|ms|miss|dr)\.?)\s+(?P<name>{_CAPITAL}(?:\s+{_CAPITAL})*)"
)
_WITHIN: Final = re.compile(rf"(?<=[a-z0-9,;:)\]'’\"]\s){_CAPITAL}(?:\s+{_CAPITAL})*")
_NO_NAMES: Final = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "christmas",
        "easter",
        "hogmanay",
        "god",
        "universal",
        "credit",
        "citizens",
        "advice",
        "council",
        "samaritans",
        "scottish",
        "english",
        "polish",
        "facebook",
        "whatsapp",
        "internet",
        "i'm",
        "i've",
        "i'll",
        "i'd",
        "ok",
        "gp",
        "nhs",
        "dwp",
        "pip",
        "uc",
        "esa",
        "tv",
        "hi",
        "thanks",
        "thank",
    ]
)


def anonymised(text: str, names: Iterable[str]) -> str:
    """`text` with names (those given and those that look like it), numbers of four digits or
    more, postcodes, addresses and dates as placeholders."""
    made = unicodedata.normalize("NFC", text)
    for pattern, placeholder in _REPLACED:
        made = pattern.sub(placeholder, made)
    for part in _parts(names):
        made = re.sub(rf"\b{re.escape(part)}(?:['’]?s)?\b", NAME, made, flags=re.I)
    made = _INTRODUCED.sub(_hide_introduced, made)
    made = _WITHIN.sub(_hide, made)
    return re.sub(rf"{re.escape(NAME)}(?:\s+{re.escape(NAME)})+", NAME, made)


def is_still_known(text: str, names: Iterable[str], number: str) -> bool:
    """Whether a name or the number of the person remains, however it is spelt out."""
    words = {_plain(word) for word in text.split()}
    squeezed = _plain(text)
    for part in map(_plain, _parts(names)):
        # A short name within a word says nothing: "Ann" is in "annoyed".
        if part in words or (len(part) >= 4 and part in squeezed):
            return True
    digits, ending = re.sub(r"\D", "", text), re.sub(r"\D", "", number)[-6:]
    return len(ending) == 6 and ending in digits


def _parts(names: Iterable[str]) -> list[str]:
    """The single names, longest first; initials say nothing."""
    parts = {part.strip(".,'’") for name in names for part in re.split(r"[\s-]+", name)}
    return sorted((part for part in parts if len(part) >= 2), key=lambda part: (-len(part), part))


def _plain(text: str) -> str:
    """Letters alone, small and without accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in split if character.isalpha())


def _hide_introduced(found: re.Match[str]) -> str:
    """Also in capitals alone: who writes so introduces themselves so."""
    return f"{found['lead']} {_hide_words(found['name'])}"


def _hide(found: re.Match[str]) -> str:
    """Words in capitals alone are said loudly, or stand for an office."""
    return _hide_words(found[0], spares=str.isupper)


def _hide_words(words: str, *, spares: Callable[[str], bool] = lambda _: False) -> str:
    return " ".join(
        word if word.casefold() in _NO_NAMES or spares(word) else NAME for word in words.split()
    )
