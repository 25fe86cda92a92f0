"""Whether a text tells that somebody is without their medicine, whatever else it tells."""

from __future__ import annotations

from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import normalise


def tells_of_medicine_gone(text: str) -> bool:
    """ "Stopped my insulin cant afford to eat" tells of more than food."""
    found = phrase_groups("urgent_help").find(normalise(text))
    return any(match.value == "medicine_gone" for match in found)
