"""One telephone number that can be texted to people, out of whatever a directory wrote."""

from __future__ import annotations

import phonenumbers


def first_phone(text: str | None) -> str | None:
    """The first valid British number in free text, as people write it, or None.

    >>> first_phone("Office 0141 496 0123 (ask for Jean), or 0141 496 0124")
    '0141 496 0123'
    """
    if not text:
        return None
    short = _short_number(text)
    if short is not None:
        return short
    for match in phonenumbers.PhoneNumberMatcher(text, "GB"):
        if match.number.country_code == 44:
            number = match.number
            number.extension = None
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return None


def _short_number(text: str) -> str | None:
    """116 123, 111 and their like are numbers only when they stand alone."""
    digits = text.replace(" ", "")
    if not digits.isascii() or not digits.isdigit() or not 3 <= len(digits) <= 6:
        return None
    number = phonenumbers.PhoneNumber(country_code=44, national_number=int(digits))
    return text.strip() if phonenumbers.is_valid_short_number(number) else None
