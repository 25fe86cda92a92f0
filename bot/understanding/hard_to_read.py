"""Whether somebody says that our texts are hard for them to read."""

from __future__ import annotations

from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import normalise


def finds_reading_hard(text: str) -> bool:
    """ "I cant read, my son does it" and "im dyslexic"; who cannot read the meter can read us, and
    who reads no English has somebody to read it with them."""
    groups = {match.value for match in phrase_groups("hard_to_read").find(normalise(text))}
    return "hard_to_read" in groups and "not_hard_to_read" not in groups
