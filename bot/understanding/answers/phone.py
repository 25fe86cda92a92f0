"""A telephone number in a message, as the world dials it."""

from __future__ import annotations

from typing import Final

import phonenumbers

_BEGINS_WITHIN: Final = 400
_LONGEST: Final = 40
"""Signs of a number, however it is spaced: one that begins in time is read to its end."""
_BRITISH_MOBILE: Final = "+447"
_ITS_LENGTH: Final = len("+447700900123")
"""Landlines are of several lengths; a mobile of another is one mistyped."""
_BRITISH: Final = "+44"
_SHORTEST: Final = len("+44169773555")
"""What is shorter is a year or a sum, as in "born in 1950" (Ofcom: nine digits or ten)."""


def read_phone(text: str) -> tuple[str, int, int] | None:
    """The number (E.164, British where no country is named) and where it stands, or None."""
    leniency = phonenumbers.Leniency.POSSIBLE
    read = text[: _BEGINS_WITHIN + _LONGEST]
    for match in phonenumbers.PhoneNumberMatcher(read, "GB", leniency):
        if match.start >= _BEGINS_WITHIN:
            return None
        number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        if _has_its_length(number):
            return number, match.start, match.end
    return None


def _has_its_length(number: str) -> bool:
    if number.startswith(_BRITISH_MOBILE):
        return len(number) == _ITS_LENGTH
    return not number.startswith(_BRITISH) or len(number) >= _SHORTEST
