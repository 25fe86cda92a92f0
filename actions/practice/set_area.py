"""Which area a practice serves, by which services are found, and the council's numbers that people
are told who have nowhere to sleep, or nothing to eat, today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from actions.practice.change_settings import change_settings
from bot.directory.phones import first_phone
from bot.directory.postal_codes import outcode

LONGEST_LINE: Final = 160
"""A line of the practice's own stands in texts."""
MOST_OUTCODES: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """All may be left empty; `outcodes` are first halves of postcodes."""

    council_name: str
    place: str
    outcodes: tuple[str, ...]
    homeless_line: str
    crisis_grant_line: str


async def set_area(work: Work, wanted: Area) -> None:
    """Keep it; raises NotAllowed for a line without a number, or an outcode that is none."""
    lines = (wanted.homeless_line, wanted.crisis_grant_line)
    if not (all(map(is_helpline, lines)) and are_outcodes(wanted.outcodes)):
        raise NotAllowed("A number that people are told, or a postcode, is not right.")
    if not (is_line(wanted.council_name) and is_line(wanted.place)):
        raise NotAllowed("The name of the council or the place is too long.")
    await change_settings(
        work,
        "set_area",
        council_name=wanted.council_name,
        place=wanted.place,
        outcodes=wanted.outcodes,
        homeless_line=wanted.homeless_line,
        crisis_grant_line=wanted.crisis_grant_line,
    )


def is_line(value: str, longest: int = LONGEST_LINE) -> bool:
    return len(value) <= longest and value.isprintable()


def is_helpline(value: str) -> bool:
    """Empty, or one line with a British number in it: it is told to somebody who needs it today.

    >>> is_helpline("0141 496 0003 (day)"), is_helpline("ask the council")
    (True, False)
    """
    return is_line(value) and (not value or first_phone(value) is not None)


def are_outcodes(values: Sequence[str]) -> bool:
    """Whether each is the first half of a postcode, in capitals, and once.

    >>> are_outcodes(("G20", "EH1")), are_outcodes(("G20 7AB",)), are_outcodes(("g20",))
    (True, False, False)
    """
    is_each = all(outcode(one) == one for one in values)
    return is_each and len(set(values)) == len(values) <= MOST_OUTCODES
