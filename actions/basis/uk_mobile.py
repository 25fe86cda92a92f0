"""Which numbers in the United Kingdom may be texted of their own accord."""

from __future__ import annotations

from typing import Final

from actions.basis.e164 import e164

_LETTERS: Final = len("+447700900000")
_NO_MOBILES: Final = ("+4470", "+4476")
"""070 are personal numbers and 076 pagers, but for the mobiles of the Isle of Man."""
_ISLE_OF_MAN: Final = "+447624"


def uk_mobile(text: str) -> str | None:
    """In E.164, "+447700900000"; None for any other number: networks read texts to landlines aloud.

    >>> uk_mobile("07700 900000"), uk_mobile("0141 496 0000")
    ('+447700900000', None)
    """
    number = e164(text)
    if number is None or not number.startswith("+447") or len(number) != _LETTERS:
        return None
    is_other = number.startswith(_NO_MOBILES) and not number.startswith(_ISLE_OF_MAN)
    return None if is_other else number
