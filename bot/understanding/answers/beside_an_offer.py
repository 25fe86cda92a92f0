"""What is said beside a time that is taken: an address, that the old one goes, or else stays.

"1. my address is 12 mill street", "2 and cancel the other one", "friday at 10 if not keep it".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

_LONGEST: Final = 160
_LINK: Final = r"(?:\s*[,.;:!\n–-]+\s*|\s+)(?:(?:and|but|then|also|plus|btw|&)\s+)*"
_END: Final = r"(?:\W+(?:please|pls|thanks|thank you|ta|cheers|then|now|sorry))*\W*$"
_ADDRESS: Final = regex.compile(
    rf"{_LINK}(?:"
    r"(?:my|ma|our|the)\s+(?:home\s+)?(?:address|addy|adress|postcode|post code|house|flat)\b"
    r"(?:['’]?s|\s+is)?"
    r"|(?:i['’]?m|i am|i live|i stay|ah stay|we stay|we live)\s+(?:at|in)|(?:address|postcode)\b)"
    r"\W*(?=.*\d).+$",
    regex.IGNORECASE | regex.DOTALL,
)
_OTHER_GOES: Final = regex.compile(
    rf"{_LINK}(?:(?:please|pls|can you|could you|just|gonnae|will you)\s+)*"
    r"(?:cancel|drop|scrap|bin|lose|forget|take off|get rid of|call off)\s+"
    r"(?:the|my|ma|that)\s+(?:other|old|auld|first|original|existing|current|last|previous)"
    rf"(?:\s+(?:one|yin|wan|appointment|appt|chat|time|slot|booking))?{_END}",
    regex.IGNORECASE,
)
_ELSE_KEEP: Final = regex.compile(
    r"(?:\s*[,.;:!\n–-]+\s*|\s+)(?:(?:and|but)\s+)?"
    r"(?:if\s+(?:(?:it|that)['’]?s\s+)?(?:not|no|naw)(?:\s+(?:free|available|possible))?|"
    r"or\s+else|else|otherwise|failing\s+that)\W+"
    r"(?:(?:just|please|pls|then|i['’]?ll|ill|we['’]?ll|can\s+i)\s+)*(?:keep|leave|stick|stay|hold)\b.*$",
    regex.IGNORECASE | regex.DOTALL,
)
_IF_FREE: Final = regex.compile(
    r"\s+if\s+(?:it|that)(?:['’]?s|\s+is)?\s*(?:still\s+)?"
    r"(?:free|there|available|possible|going)\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideOffer:
    """A text in its parts: what chooses a time, and what is said besides."""

    choosing: str
    tells_address: bool = False
    other_goes: bool = False
    else_keep: bool = False


def read_beside_offer(text: str) -> BesideOffer | None:
    """The parts of a text about times; None where nothing of these is said beside the choice."""
    if len(text) > _LONGEST:
        return None
    rest = _ELSE_KEEP.sub("", text)
    else_keep = rest != text
    rest = _IF_FREE.sub("", rest) if else_keep else rest
    without_other = _OTHER_GOES.sub("", rest)
    choosing = _ADDRESS.sub("", without_other)
    if choosing == text or not choosing.strip(" ,.;:!?"):
        return None
    return BesideOffer(
        choosing=choosing.strip(),
        tells_address=choosing != without_other,
        other_goes=without_other != rest,
        else_keep=else_keep,
    )
