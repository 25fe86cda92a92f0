"""What a text tells beside its no: "no no that's not what I said, it's my wee boy"."""

from __future__ import annotations

from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.clauses import clauses
from bot.understanding.normalise import normalise

_HOLLOW = frozenset(
    ["what", "whit", "i", "am", "im", "said", "meant", "mean", "saying", "at", "all"]
)
""" "That's not what I said at all" tells nothing else."""


def told_beside_no(text: str) -> tuple[str, ...]:
    """Its other clauses, each without its own no; none where the text says no no."""
    said = read_yes_no(text)
    if said is None or said[0]:
        return ()
    told = (_without_no(each) for each, _, _ in clauses(text))
    return tuple(each for each in told if not _HOLLOW.issuperset(normalise(each).spoken()))


def _without_no(clause: str) -> str:
    said = read_yes_no(clause)
    return clause if said is None else " ".join(said[1])
