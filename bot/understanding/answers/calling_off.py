"""The answer to "shall I call it off?": who would rather have another time keeps it till then."""

from __future__ import annotations

from typing import Any, Final

import regex

from bot.commands import SetSlot, StartFlow
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.booked_time import earlier_or_later, names_another_time
from bot.understanding.answers.days_by_name import with_days_told
from bot.understanding.answers.wish_for_time import read_named_time
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.digressions import read_digression
from bot.understanding.normalise import normalise
from bot.understanding.said_besides import passing
from bot.understanding.situation import Situation
from bot.understanding.word_list import answer_words

_CHANGING: Final = answer_words("changing_a_time") | {"book", "rebook", "come"}
_DENYING: Final = answer_words("denying_a_time")
_OTHERWISE: Final = answer_words("wanting_otherwise")
""" "No it's ok, I can make Friday" keeps it."""
_MOST_WORDS: Final = 16
_CANCELS: Final = regex.compile(
    r"^\W*(?:(?:please|pls|just|sorry|i|id|ill|i['’]d|want|need|have|like|to|yes|aye)\W+)*"
    r"cancel(?:\W+(?:it|this|that|please|pls|thanks|sorry|then|now))*\W*$",
    regex.IGNORECASE,
)
_MAKE_IT: Final = regex.compile(
    r"\b(?:make|move|change|swap|put|shift) (?:it|that)\b", regex.IGNORECASE
)
_ANOTHER: Final = regex.compile(
    r"\b(?:re-?book|(?:book|give|get|find|offer) (?:me|us) (?:an?other|a new|a different)|"
    r"(?:another|a new|a different) (?:one|time|day|date|slot|chat|appointment))\b",
    regex.IGNORECASE,
)
""" "Yes but book me another"."""
_NO: Final = regex.compile(r"^\W*(?:no|naw|nah|nope)\b\W*", regex.IGNORECASE)


def read_calling_off(text: str, answer: Answer | None, situation: Situation) -> Answer | None:
    """ "No just move it to Thursday", "can I just change it": other times, and it stays."""
    question, words = situation.question, situation.vocabulary
    if question is None or (answer is not None and answer.is_whole):
        return answer
    when = _other_time(text, situation)
    if when is None and answer is None and _CANCELS.match(text):
        return Answer(commands=(SetSlot(name=question.slot, value=True),))
    if when is None and _says_yes(text) and _ANOTHER.search(text) and not situation.detected.needs:
        off = SetSlot(name=question.slot, value=True)
        return Answer(commands=(off, *passing(words.move_flow, situation)))
    if when is None:
        return answer
    asked = SetSlot(name=words.time_asked_slot, value=when)
    return Answer(commands=(asked, SetSlot(name=question.slot, value=False)))


def _says_yes(text: str) -> bool:
    said = read_yes_no(text)
    return said is not None and said[0]


def _other_time(text: str, situation: Situation) -> dict[str, Any] | None:
    said = normalise(text).spoken()
    if len(said) > _MOST_WORDS or situation.detected.needs:
        return None
    yes_or_no = read_yes_no(text)
    if yes_or_no is not None and yes_or_no[0] and not _DENYING.isdisjoint(said):
        return None  # "yes I can't come on Friday"
    rest = _NO.sub("", text)
    when = earlier_or_later(rest, situation) or read_named_time(
        with_days_told(rest, situation), now=situation.now, timezone=situation.timezone
    )
    telling = _OTHERWISE if yes_or_no is not None and not yes_or_no[0] else _CHANGING
    is_told = not telling.isdisjoint(said) or _MAKE_IT.search(rest) is not None
    is_other = names_another_time(rest, situation) and is_told
    if isinstance(when, dict) and is_other:
        return when
    begun = [
        c.flow for c in read_digression(text, situation.vocabulary) if isinstance(c, StartFlow)
    ]
    is_any = begun == [situation.vocabulary.move_flow]
    return {"windows": [], "exact": None, "words": text.strip()} if is_any else None
