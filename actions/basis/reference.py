"""The few letters by which colleagues speak of a referral without a word of whose it is."""

from __future__ import annotations

from typing import Final

_LETTERS: Final = 5


def reference_of(referral_id: str) -> str:
    """Like "4F2A9": the end of the id, which is chance; two of a million share it."""
    return referral_id[-_LETTERS:].upper()
