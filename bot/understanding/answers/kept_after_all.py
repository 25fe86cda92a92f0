""" "Oh no wait, keep it", right after a chat was called off: the same time again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import regex

from bot.commands import Command, SetSlot, Span, StartFlow
from bot.understanding.answers.wish_for_time import read_named_time
from bot.understanding.normalise import normalise
from bot.understanding.situation import Situation

_AFTER_ALL: Final = regex.compile(
    r"\b(?:keep (?:it|that|them|my|the)"
    r"|(?:do not|dont|never) (?:cancel|call (?:it|that) off|want (?:it|to) cancel\w*)"
    r"|(?:have|get|want|need|take|put) (?:it|that|me|my (?:appointment|chat|time|slot)) back"
    r"|(?:do|still|did) want (?:it|that|this|to come|(?:the|my) (?:appointment|chat|call|time))"
    r"|(?:un ?cancel|undo|reinstate)"
    r"|(?:re ?)?book (?:it|that|me) (?:again|back)|rebook (?:it|that|me|the same)"
    r"|(?:want|need|have|take|do|make|manage|come|coming|keep)(?: \w+){0,3} after all"
    r"|(?:that|it) was (?:a |by |an )?(?:mistake|accident)|by (?:mistake|accident)"
    r"|pressed the wrong|(?:did not|didnt) mean (?:that|it|to (?:cancel|do|press|call|say))"
    r"|(?:changed|change) my mind|(?:same|that) (?:time|one|slot) (?:again|back|please)"
    r"|can (?:make|come|manage|do) (?:it|that) now)\b"
)
_SAYS_NO_AFTER_ALL: Final = regex.compile(
    r"^\W*(?:(?:sorry|oops|i|no|wait|meant|mean)\W+)*2\W*$", regex.IGNORECASE
)
"""The number of "No, keep it"."""
_WITHIN: Final = timedelta(days=1)
_MOST_WORDS: Final = 14


def read_kept_after_all(text: str, situation: Situation) -> tuple[Command, ...]:
    """Takes the time that was called off; nothing for who names another or called off none."""
    words, slots = situation.vocabulary, situation.slots
    called_off = slots.get(words.called_off_slot)
    if situation.question is not None or words.after_all_flow not in words.flows:
        return ()
    if slots.get("has_appointment") or not isinstance(called_off, Mapping):
        return ()
    if situation.now - datetime.fromisoformat(called_off["at"]) > _WITHIN:
        return ()
    if not (wants_after_all(text) or _SAYS_NO_AFTER_ALL.match(text)):
        return ()
    when = read_named_time(text, now=situation.now, timezone=situation.timezone)
    span = Span(0, len(text))
    if when is None:
        return (StartFlow(flow=words.after_all_flow, span=span),)
    is_other = isinstance(when, dict) and bool(when["windows"])
    wish = SetSlot(name=words.time_asked_slot, value=when)
    return (wish, StartFlow(flow=words.move_flow, span=span)) if is_other else ()


def wants_after_all(text: str) -> bool:
    """Whether a text, said once a chat is called off, takes that back."""
    said = normalise(text).spoken()
    return len(said) <= _MOST_WORDS and _AFTER_ALL.search(" ".join(said)) is not None
