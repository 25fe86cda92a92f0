"""Twilio's id of a text."""

from __future__ import annotations

import re
from typing import Final

# What is signed is every name and value run together, so that whoever keeps a signed request could
# send it again with the next field's name as the end of an id ("SM…" and "NumMedia=0" become
# "SM…NumMedia0"), and the same text would be a new one. Names begin with a capital letter; no id
# of Twilio's goes on with one after its 32 digits, and shorter ones of other callers may be as they
# like.
_SID: Final = re.compile(r"(?![A-Z]{2}[0-9a-f]{32}[A-Z])[A-Za-z0-9_-]{1,64}")


def is_sid(text: str) -> bool:
    """Whether this can be an id, and no id with another signed field at its end."""
    return _SID.fullmatch(text) is not None
