"""Putting off the choice of a time: "I'll let you know", "will have to ask my son first"."""

from __future__ import annotations

from typing import Final

import regex

from bot.commands import OpenQuestion, StartFlow
from bot.understanding.answers.answer import Answer
from bot.understanding.normalise import normalise
from bot.understanding.situation import Situation

_PUTS_OFF: Final = regex.compile(
    r"\b(?:let (?:you|yous|ye) know|get back to (?:you|yous|ye)"
    r"|text (?:you|yous|ye) (?:back|later|when|once)"
    r"|(?:have to|need to|got to|will|ill|better|must|want to|let me|can i|to) (?:just )?"
    r"(?:check|ask|speak to|talk to|see|think)(?: (?:it|this|that))? ?"
    r"(?:about|on|over|with|my|ma|the|him|her|first|what|if|when|how)\b"
    r"|(?:have|having|need) a (?:wee )?(?:think|look)"
    r"|(?:gie|gies|gie us|give me|just|wait|need) a (?:wee )?(?:minute|min|sec|second|moment)"
    r"|(?:not|no) (?:sure|certain)(?: yet| when| the now| just now| at the moment| which)"
    r"|(?:dont|do not) (?:know|ken) (?:yet|when|which|my (?:shifts|rota|hours))"
    r"|(?:cant|cannot) (?:say|tell|decide) (?:yet|just now|the now|at the moment)"
    r"|(?:depends|depending) (?:on )?(?:my|ma|work|the|when|if|his|her)"
    r"|(?:waiting|wait) (?:on|for|to see|to hear) (?:my|ma|if|what|when)"
    r"|(?:hold|keep|save) (?:it|that|this|one|that one)(?: for me)? (?:till|til|until)"
    r"|(?:get|have to get|need) (?:my|ma) (?:rota|shifts) first"
    r"|(?:gie|gies|give) me (?:a couple of|a few|five|ten|\d{1,2}) (?:minutes?|mins?|secs?|hours?))"
)
_BARE: Final = regex.compile(
    r"^(?:im |am |i am |i |sorry |hmm |eh |um )*(?:not sure|unsure|dont know|idk|dunno|"
    r"no idea|maybe|mibbe|mebbe|perhaps|possibly|probably|ill see|well see|will see|"
    r"think about it|later maybe|maybe later|hang on|hold on|haud on|"
    r"(?:let me|ill|ill have to|need to|will) (?:just )?(?:check|think|ask|see)|"
    r"let me (?:look|get back to you)|ill (?:have a look|try|do my best))"
    r"(?: (?:so |but )?(?:let me|ill|ill have to|need to|will) (?:just )?(?:check|think|ask|see))?"
    r"(?: yet| sorry| thanks| please| and let you know| first)*$"
)


def puts_off(text: str) -> bool:
    """Whether they cannot say yet."""
    said = " ".join(normalise(text).spoken())
    return _PUTS_OFF.search(said) is not None or _BARE.match(said) is not None


def till_they_know(situation: Situation) -> Answer:
    """They have till then: there is no rush."""
    return Answer(commands=(StartFlow(flow=situation.vocabulary.no_rush_flow),))


def read_putting_off(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "Let me check", to a text about a booked or a missed chat, has till then."""
    words = situation.vocabulary
    is_asked = question.slot in (words.reminder_slot, words.missed_slot)
    if not is_asked or situation.detected.needs or not puts_off(text):
        return None
    return till_they_know(situation) if words.no_rush_flow in words.flows else None
