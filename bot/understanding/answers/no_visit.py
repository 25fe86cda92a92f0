"""Whether somebody wants no chat at all, or none at that time or in that way.

"I don't want an appointment" declines; "I don't want the appointment on a Monday" does not, nor "I
don't need a meeting, just a phone call".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from bot.understanding.answers.meeting_words import read_way_of_meeting
from bot.understanding.answers.said_times import Part, names_a_time

_NO_VISIT: Final = regex.compile(
    r"\b(?:(?:dont|do not|didnt) (?:want|need|wish|fancy)(?: to)? (?:make |book |come |a |"
    r"an |and |the |this |my )*"
    r"(?:any )?(?:appointment|appt|meeting|chat|call|visit)|no appointment|"
    r"(?:dont|do not) (?:want|need|wish) to (?:see|meet|speak to|talk to) (?:any|some)(?:body|one)|"
    r"not? (?:want|wanting) "
    r"(?:a |an |and )?(?:appointment|meeting)|"
    r"(?:dont|do not|no longer) (?:want|need) (?:it|this|that)(?: any ?more| now| after all)+$)"
)
_ALONE: Final = regex.compile(r"^ (?:on|over|by) the (?:phone|telephone)$")
""" "I don't want to speak to anyone on the phone" asks for another way."""


def wants_none_at_all(said: str, parts: Sequence[Part]) -> bool:
    """Whether words, in small letters, decline a chat, and name no time nor way beside it."""
    found = _NO_VISIT.search(said)
    if found is None or any(names_a_time(part) for part in parts):
        return False
    rest = said[found.end() :].replace("phone number", "number")  # to be had, not to be met by
    return _ALONE.match(rest) is None and read_way_of_meeting(rest) is None
