"""What a message wants ended, where that is not said to be our texts."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, cast, get_args

from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_words

StopWish: TypeAlias = Literal["asks_how_to_stop", "sends_us_away", "no_calls"]
_WISHES: Final = frozenset(get_args(StopWish))
_AROUND: Final = answer_words("around_stop")


def stop_wish(text: str) -> StopWish | None:
    """What a message asks for and nothing besides: "how do i stop", and not "how do i stop
    drinking"; "stop calling me", and not "he wont stop calling me"."""
    plain = normalise(text)
    found = [match for match in phrase_groups("contacts").find(plain) if match.value in _WISHES]
    if not found:
        return None
    rest = [
        word.text
        for word in plain.words
        if word.text != "." and not any(each.start <= word.at < each.end for each in found)
    ]
    return None if set(rest) - _AROUND else cast(StopWish, found[0].value)
