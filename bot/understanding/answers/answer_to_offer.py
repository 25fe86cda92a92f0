"""Yes or no to the times on offer, where none of the choices is called so."""

from __future__ import annotations

from typing import Final

import regex

from bot.commands import OpenQuestion, SetSlot
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.back_to_before import goes_back
from bot.understanding.answers.button import choose
from bot.understanding.answers.ordinal import NO_TIME
from bot.understanding.answers.wish_for_time import read_named_time
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.situation import Situation

_LONGEST: Final = 120
_KEEPS: Final = regex.compile(
    r"^\W*(?:(?:no|naw|nah|actually|just|please|ok|"
    r"(?:that|it)['’]?s (?:ok|okay|fine|alright|all right)|"
    r"i(?:['’]?ll| will)?|can (?:i|we)|want to)\W+)*"
    r"(?:keep|leave)\s+(?:(?:it|that|things|everything|the)\s+)?"
    r"(?:(?:one|time|what)\s+(?:that\s+)?(?:i|we)(?:['’]?ve)?(?:\s+(?:have|got|had))?(?:\s+already)?"
    r"|(?:one|time|same|same one|same time|original|first one|old one|as is|as it (?:is|was)"
    r"|(?:how|the way) it (?:is|was)|it|that))"
    r"(?:\W+(?:then|please|thanks|thank you|ta))*\W*$",
    regex.IGNORECASE,
)


_DECLINES: Final = regex.compile(
    r"^\W*(?:no|naw|nah|nope)\W+(?:thanks|thank you|thankyou|ta|thx|cheers)\W+"
    r"(?:i|ah|we)(?:['’]?ll|l| will|['’]?ve|['’]?d| have| can)?\s",
    regex.IGNORECASE,
)
""" "No thanks I'll phone the surgery" asks for no other way."""


def _wishes(text: str, situation: Situation) -> bool:
    return read_named_time(text, now=situation.now, timezone=situation.timezone) is not None


def read_answer_to_offer(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "No" and "keep it as it is" leave what is booked; "aye" takes the one time on offer."""
    said = read_yes_no(text)
    is_booked = len(text) <= _LONGEST and bool(situation.slots.get("has_appointment"))
    keeps = is_booked and (_KEEPS.match(text) is not None or goes_back(text))
    if said == (False, ()) or keeps:
        return Answer(
            commands=(SetSlot(name=question.slot, value=NO_TIME),), is_whole=said == (False, ())
        )
    if _DECLINES.match(text) and not _wishes(text, situation):
        return Answer(commands=(SetSlot(name=question.slot, value=NO_TIME),))
    times = [each for each in question.choices if each.slots.get(question.slot) != NO_TIME]
    if said == (True, ()) and len(times) == 1:
        return Answer(commands=choose(times[0], question), is_whole=True)
    return None
