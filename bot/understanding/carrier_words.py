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
_LONGEST: Final = 40
_EDGES: Final = regex.compile(r"^[^\p{L}]+|[^\p{L}]+$")


_CALL: Final = regex.compile(
    r"\W*(?:999|112|111|s\W?o\W?s|mayday|"
    r"(?:(?:it\W?s|it is|this is|that\W?s) )?(?:an? )?emergency)\W*",
    regex.IGNORECASE,
)


def calls_for_help(text: str) -> bool:
    """Whether a message is the number of the emergency services, sent here instead, SOS or
    "it's an emergency"."""
    return len(text) <= _LONGEST and _CALL.fullmatch(text) is not None


def carrier_word(text: str) -> Literal["stop", "start", "help"] | None:
    """What a message that is one of the carrier's words alone means, in any case ("Stop.")."""
    return None if len(text) > _LONGEST else _MEANINGS.get(_bare(text))


def says_start(text: str) -> bool:
    """Whether it is START and nothing else, quoted or not: UNSTOP and YES undo the carrier's
    block, never our own."""
    return len(text) <= _LONGEST and _bare(text) == "start"


def is_carriers_own(text: str) -> bool:
    """Whether the carrier itself obeys and answers it: one word alone. "Opt out" and "STOP 🛑" are
    ours to answer."""
    word = text.strip(" .!\r\n").casefold()
    return word.isalpha() and word in _MEANINGS


def _bare(text: str) -> str:
    return " ".join(_EDGES.sub("", text.casefold()).replace("-", "").split())
