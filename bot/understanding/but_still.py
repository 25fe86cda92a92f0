"""What is told beside a good answer: "better but still lonely"."""

from __future__ import annotations

from typing import Final

from bot.understanding.normalise import normalise

_TURNS: Final = frozenset(["but", "still", "though", "although", "except", "apart"])
_ADDS_NOTHING: Final = _TURNS | frozenset(
    "better same the a bit much lot wee about it its im i feel feeling is are things thing here there thanks thank you "
    "ok okay good fine well getting going now yet really just no bad not so for this that from way to as ever by "
    "slowly all right alive standing plodding on away".split()
)


def but_still(text: str) -> bool:
    """Whether something follows a "but" or a "still" that somebody should read."""
    said = normalise(text).spoken()
    turn = next((at for at, word in enumerate(said) if word in _TURNS), len(said))
    return any(word not in _ADDS_NOTHING for word in said[turn:])
