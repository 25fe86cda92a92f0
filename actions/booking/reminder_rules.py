"""What reminders may be: how long before a visit, how many, and how long a wording."""

from __future__ import annotations

from typing import Final

from bot.delivery.segments import segments, tidy

HOW_LONG: Final = r"[1-9][0-9]{0,2}[hd]"
"""So long before: 3d, 2h."""
MOST_REMINDERS: Final = 5
LONGEST_WORDING: Final = 160
"""Letters of one text in the plain alphabet; in any other fewer fit, as `fault_of_wording` says."""
NO_BRACKETS: Final = r"^[^{}]*$"
"""Words in brackets are ours to fill."""


def hours_before(how_long: str) -> int:
    """72 for "3d", which must match HOW_LONG."""
    return int(how_long[:-1]) * (24 if how_long[-1] == "d" else 1)


def fault_of_wording(text: str) -> str:
    """What is wrong with a practice's own line, in a sentence; "" if nothing is.

    It is paid for with every reminder, so it is as long as one text by itself at the most.
    """
    if set("{}") & set(text):
        return "Leave out the brackets { and }."
    counted = segments(tidy(text))
    if counted.count <= 1:
        return ""
    if counted.encoding == "gsm7":
        return (
            f"Use {LONGEST_WORDING} characters at the most, which is one text. "
            f"Phone networks count {counted.units} here."
        )
    return (
        "An emoji, or a letter such as ł or ș, makes a text hold 70 characters. "
        f"Phone networks count {counted.units} here: use fewer, or plain letters."
    )
