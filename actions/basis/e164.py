"""Telephone numbers as people write them, in the one way in which they are kept."""

from __future__ import annotations

import re
from typing import Final

import phonenumbers

_WHATSAPP: Final = "whatsapp:"
_LETTERS: Final = re.compile(r"[^\W\d_]")
"""phonenumbers reads letters as the keys they stand on, so that a name would be a number."""


def e164(text: str) -> str | None:
    """In E.164; None for what is no number. Written without a country it is a UK one.

    >>> e164("07700 900123"), e164("0044 7700 900123"), e164("Jean")
    ('+447700900123', '+447700900123', None)
    """
    try:
        read = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(read) or read.extension:
        return None
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)


def contact_as_kept(typed: str) -> str:
    """A person's address as it is filed; what is no number, such as a web chat's, as it stands.

    >>> contact_as_kept(" 07700 900123"), contact_as_kept("whatsapp:+44 7700 900123")
    ('+447700900123', 'whatsapp:+447700900123')
    """
    typed = typed.strip()
    before = _WHATSAPP if typed.startswith(_WHATSAPP) else ""
    number = typed.removeprefix(before)
    found = None if _LETTERS.search(number) else e164(number)
    return f"{before}{found}" if found else typed
