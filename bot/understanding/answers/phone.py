"""A telephone number in a message, as the world dials it."""

from __future__ import annotations

import phonenumbers


def read_phone(text: str) -> tuple[str, int, int] | None:
    """The number (E.164, British where no country is named) and where it stands, or None."""
    leniency = phonenumbers.Leniency.POSSIBLE
    for match in phonenumbers.PhoneNumberMatcher(text[:400], "GB", leniency):
        number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        return number, match.start, match.end
    return None
