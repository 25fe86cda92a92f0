"""What people write around an answer, as they would say it: "Oh", "Hiya", "many thanks, Jean"."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.word_list import answer_phrases

_LONGEST: Final = 160
"""Letters of a text in which they are looked for: an answer is short."""


def _any_of(*names: str) -> str:
    phrases = [phrase for name in names for phrase in answer_phrases(name)]
    phrases.sort(key=len, reverse=True)
    return "|".join(r"\s+".join(re.escape(word) for word in phrase) for phrase in phrases)


# Marks but no emoji between them, since a thumb is an answer.
_AT_THE_HEAD: Final = re.compile(
    rf"^[\s\"'“‘(*]*(?:(?:{_any_of('openers', 'closers')})\b[\s,.;:!…*)-]*)++(?=\S)",
    re.IGNORECASE,
)
# Nothing is tried twice ("++"): a closer may be a name too, and many of them would take seconds.
_NAME: Final = r"(?-i:[A-Z][a-z'’-]{1,20})"
_AT_THE_END: Final = re.compile(
    rf"(?<=\S)[\s,.;:!…-]*(?:\b(?:(?:{_any_of('closers')})\b(?:[\s,.!-]+{_NAME}){{0,2}}|x{{1,5}}\b)"
    r"[\s,.;:!…-]*)++$",
    re.IGNORECASE,
)


def without_opener(text: str) -> str:
    """The text without what stands before its answer; all else keeps its place."""
    return _AT_THE_HEAD.sub(_blank, text) if len(text) <= _LONGEST else text


def without_courtesies(text: str) -> str:
    """The text without what stands before or behind its answer; all else keeps its place."""
    return _AT_THE_END.sub(_blank, without_opener(text)) if len(text) <= _LONGEST else text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
