"""Another answer to a question that was answered a little before: "3", "no", "actually can't"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import regex

from bot.commands import Choice, Command, OpenQuestion, SetSlot
from bot.understanding.answers.booked_time import ANOTHER
from bot.understanding.answers.button import choose, read_button
from bot.understanding.answers.choice import read_choice
from bot.understanding.answers.number_put_right import number_put_right
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.normalise import normalise

_LEAD: Final = r"(?:oh|och|ach|aw|sorry|soz|oops|wait|hang on|hold on|haud on|actually)"
_CHANGES: Final = regex.compile(
    rf"^\W*(?:(?:no|naw|nah)\W+(?=(?:wait|hang|hold|haud|actually|sorry)))?(?:{_LEAD}\b\W*)+",
    regex.IGNORECASE,
)
_MOST_WORDS: Final = 8


def read_changed_answer(
    text: str,
    question: OpenQuestion | None,
    synonyms: Mapping[str, str],
    *,
    given: Any,
    shown: Sequence[Any] = (),
    payload: str | None = None,
) -> tuple[Command, ...]:
    """The choice that takes the place of the one `given`; nothing where none is named.

    "Ok thanks" changes nothing, and words alone do only where they take something back. A number
    is one of the choices as they were `shown`: since then the chat may have been called off.
    """
    if question is None or text.rstrip().endswith("?"):
        return ()
    number = number_put_right(text)
    if payload is not None:
        found = read_button(payload, question).commands
    elif number is not None and (choice := _numbered(number, question, shown)) is not None:
        found = choose(choice, question)
    elif read_yes_no(text) == (False, ()) or _takes_back(text):
        said = _CHANGES.sub("", text)
        answer = read_choice(said, question, synonyms)
        found = answer.commands if answer is not None else ()
    else:
        return ()
    return found if _is_other(found, question, given) else ()


def comes_after_all(text: str, shown: Sequence[Any], coming: str) -> bool:
    """ "1", or "actually aye, I'll be there", from who had called it off: the choice `coming`."""
    number = number_put_right(text)
    if number is not None:
        return 1 <= number <= len(shown) and shown[number - 1] == coming
    said = read_yes_no(_CHANGES.sub("", text)) if _takes_back(text) else None
    return said is not None and said[0]


def _numbered(number: int, question: OpenQuestion, shown: Sequence[Any]) -> Choice | None:
    """The choice of this number; who would come to what is called off wants another time."""
    places = range(1, len(shown or question.choices) + 1)
    if number not in places:
        return None
    if not shown:
        return question.choices[number - 1]
    value = shown[number - 1]
    return question.choice_with(value) or question.choice_with(*ANOTHER)


def _takes_back(text: str) -> bool:
    is_short = len(normalise(text).spoken()) <= _MOST_WORDS
    return is_short and _CHANGES.match(text) is not None


def _is_other(found: tuple[Command, ...], question: OpenQuestion, given: Any) -> bool:
    return any(
        isinstance(each, SetSlot) and each.name == question.slot and each.value != given
        for each in found
    )
