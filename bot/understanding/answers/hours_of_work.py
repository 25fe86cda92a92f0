"""Hours that tell when somebody is not free: "I start work at 10" is before it, "I finish at 4" is
after it, and so is "the bus doesn't get in till half ten"."""

from __future__ import annotations

from typing import Final

import regex

_HOUR: Final = (
    r"(?=(?:about |around |half |hauf |quarter (?:past|to) )*\d{1,2}\b(?!st|nd|rd|th|[/.-]\d))"
)
_STARTS: Final = regex.compile(
    r"\b(?:start|starts|starting|begin|begins|on)\s+(?:(?:my|ma|the|at|back)\s+)*"
    r"(?:work|shift|job|college|class|classes)\s+(?:(?:now|at|from|about)\s+)*" + _HOUR,
    regex.IGNORECASE,
)
_ENDS: Final = regex.compile(
    r"\b(?:finish|finishes|finishing|get off|gets off|get out|get hame|get home)\s+"
    r"(?:(?:my|ma|the|at|of|from)\s+)*(?:(?:work|shift|job|college|class|classes|school)\s+)?"
    r"(?:at|about|till|til|until)\s+" + _HOUR,
    regex.IGNORECASE,
)
_NOT_TILL: Final = regex.compile(
    r"\b(?:not|nae|no|(?:do|does|did|wo|ca|is|are|was)n['’]?t|(?:din|dis|can|is|wull)n?(?:ae|y))\b"
    r"(?P<between>[^,.;!?\n]{0,25}?)\b(?:till|til|until)\s+" + _HOUR,
    regex.IGNORECASE,
)


def tells_hours_of_work(text: str) -> bool:
    """Whether a text tells when its writer starts or finishes work, or the like."""
    return _STARTS.search(text) is not None or _ENDS.search(text) is not None


def with_hours_of_work_told(text: str) -> str:
    """The text with such hours as "before" and "after"."""
    said = _STARTS.sub("before ", text)
    said = _ENDS.sub("after ", said)
    return _NOT_TILL.sub("after ", said)
