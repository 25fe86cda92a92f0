"""Times on offer that do not suit: "no that doesnt suit" asks for others, and declines nothing."""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.normalise import normalise

_MOST_WORDS: Final = 16
_ONES: Final = r"(?: (?:one|ones|times?|days?|dates?))?"
_THEM: Final = rf"(?:that|it|this|those|these|they|them|theyre|thats|its){_ONES}"
_FOR_ME: Final = r"(?: (?:for )?(?:me|us))?"
_NONE: Final = r"(?:none|nane|neither|not any|no one)"
_DONT: Final = (
    r"(?:doesnt|does not|disnae|doesnae|dont|do not|dinnae|wont|will not|isnt|isnae|arent|is not|"
    r"are not|not|is no|are no|no)"
)
_SUIT: Final = (
    r"(?:suit|suits|work|works|do|fit|any good|any use|good|great|ideal|convenient|possible|handy)"
)
_HEAD: Final = (
    r"(?:(?:no|naw|nah|nope|thanks|thank you|ta|sorry|hi|hello|hiya|eh|em|um|och|oh|well|afraid|"
    r"im afraid|but|ok|okay|really|unfortunately|actually|hen|pal|please) )*"
)
_OTHERS: Final = (
    r"(?:(?:have|has) you (?:got )?|got |is there |are there |can i (?:have|get) |any chance of )?"
    rf"(?:any|anything|something|some)(?: (?:other|others|else|different))?{_ONES}"
)
_TAIL: Final = (
    r"(?: (?:sorry|thanks|thank you|ta|cheers|though|tho|im afraid|unfortunately|please|hen|pal|"
    rf"at all|really|now|either|the now|{_OTHERS}))*"
)
_REFUSES: Final = regex.compile(
    rf"^{_HEAD}(?:"
    rf"{_THEM} {_DONT} (?:really |going to |gonna |be )*{_SUIT}{_FOR_ME}"
    rf"|{_NONE}(?: of| o)? {_THEM}(?: really| are| is)* {_SUIT}{_FOR_ME}"
    rf"|{_NONE} (?:really )?{_SUIT}{_FOR_ME}"
    r"|(?:not|no|nae) (?:good|use|great|suitable|handy) for (?:me|us)"
    r"|(?:i |we )?(?:cant|cannot|wont|couldnt|can no) (?:really )?(?:do|make|manage)"
    rf"(?: any)?(?: of| o)? (?:that|it|this|those|these|them|then){_ONES}"
    r"|(?:im|i am|ill be|i will be|am)"
    r" (?:working|at work|away|busy|on holiday|on shift|on nights)"
    r" (?:then|that day|those days|that week|at those times|all those days|on those days)"
    rf"){_TAIL}$"
)


def refuses_times(text: str) -> bool:
    """Whether a text says of the times on offer that they do not suit, or why, and no more; who
    names one that does is read otherwise."""
    said = normalise(text).spoken()
    return len(said) <= _MOST_WORDS and _REFUSES.match(" ".join(said)) is not None
