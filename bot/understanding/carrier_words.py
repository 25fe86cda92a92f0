"""The words by which the carrier itself ends, resumes or explains texting."""

from __future__ import annotations

from typing import Final, Literal

import regex

_MEANINGS: Final[dict[str, Literal["stop", "start", "help"]]] = {
    **dict.fromkeys(
        (
            "stop",
            "stopall",
            "stop all",
            "unsubscribe",
            "end",
            "quit",
            "cancel",
            "revoke",
            "optout",
            "opt out",
        ),
        "stop",
    ),
    **dict.fromkeys(("start", "unstop"), "start"),
    **dict.fromkeys(("help", "info"), "help"),
}
# Twilio also takes YES for START; Blether's own opt-out ends only with START.
CARRIER_WORDS: Final = frozenset(_MEANINGS)
_EDGES: Final = regex.compile(r"^[^\p{L}]+|[^\p{L}]+$")


_CALL: Final = regex.compile(
    r"\W*(?:999|112|111|s\W?o\W?s|mayday|"
    r"(?:(?:it\W?s|it is|this is|that\W?s) )?(?:an? )?emergency)\W*",
    regex.IGNORECASE,
)


def calls_for_help(text: str) -> bool:
    """Whether a message is the number of the emergency services, sent here instead, SOS or
    "it's an emergency"."""
    return len(text) <= 40 and _CALL.fullmatch(text) is not None


def carrier_word(text: str) -> Literal["stop", "start", "help"] | None:
    """What a message that is one of the carrier's words alone means, in any case ("Stop.")."""
    if len(text) > 40:
        return None
    word = " ".join(_EDGES.sub("", text.casefold()).replace("-", "").split())
    return _MEANINGS.get(word)
