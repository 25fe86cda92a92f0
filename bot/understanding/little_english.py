"""Whether somebody says that they have little English, or asks for an interpreter."""

from __future__ import annotations

from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import normalise


def has_little_english(text: str) -> bool:
    """ "My english is bad" and "need interpreter arabic"; who asks for one of BSL is deaf."""
    groups = {match.value for match in phrase_groups("little_english").find(normalise(text))}
    return "little_english" in groups and "not_little_english" not in groups
