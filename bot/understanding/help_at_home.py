"""Which help a text is for that tells of a home and cannot wait: not everybody is losing it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import normalise

HelpAtHome: TypeAlias = Literal["debt", "repairs"]


def help_at_home(text: str) -> HelpAtHome | None:
    """ "Bailiffs Thursday" is of a debt and "the damp is on her chest" of repairs; None where
    somebody may have to leave, or nothing tells."""
    found = {match.value for match in phrase_groups("urgent_help").find(normalise(text))}
    if "losing_home" in found:
        return None
    if "collectors" in found:
        return "debt"
    return "repairs" if "repairs" in found else None
