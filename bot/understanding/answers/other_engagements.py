"""What else takes up a day: "I've the dentist on Thursday at 2" asks for no chat then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from bot.understanding.word_list import answer_words

Engagement: TypeAlias = Literal["taken", "beside"]
""" "Beside": a time is said with it that may be the one wished for, or may not."""

_TAKEN: Final = answer_words("when_taken")
_TAKEN_IF_HAD: Final = answer_words("when_taken_if_had")
""" "I have an appointment" tells of another; "can I have an appointment" asks for ours."""
_BESIDE: Final = answer_words("when_beside")
_HAVING: Final = answer_words("when_having")
_ASKING: Final = answer_words("when_asking")
_AROUND: Final = frozenset(["after", "efter", "before", "afore", "since", "until", "till", "past"])
_THERE: Final = frozenset(["at", "in", "near", "from"])
_SMALL: Final = frozenset(["the", "my", "a", "an"])
_SIGNING: Final = frozenset(["sign", "signing"])
""" "I sign on on Tuesdays", at the job centre."""
_FEW: Final = 4


def read_engagement(tokens: Sequence[str], at: int) -> Engagement | None:
    """What the word at this place says of the day it is said with; None if nothing."""
    word, before = tokens[at], tokens[max(0, at - _FEW) : at]
    if word in _SIGNING and tokens[at + 1 : at + 2] == ["on"]:
        return "taken"
    if word in _BESIDE:
        return "beside"
    if word in _TAKEN_IF_HAD:
        is_asked = bool(_ASKING.intersection(tokens[:at]))
        return "taken" if _HAVING.intersection(before) and not is_asked else None
    if word not in _TAKEN:
        return None
    place = [each for each in before if each not in _SMALL][-1:]
    is_around = bool(_AROUND.intersection(before)) or bool(_THERE.intersection(place))
    return "beside" if is_around else "taken"
