"""A yes or no that what stands beside it makes its opposite: "no, bailiffs are coming"."""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.clauses import clauses
from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import normalise

_LEXICON: Final = "beside_yes_or_no"
_ANSWER: Final = regex.compile(
    r"^(?:(?:no|nah|naw|nope|not really|yes|aye|yeah|yep|well|but|so|oh|actually|thanks)\s+)+"
    r"(?=(?:they|he|she|we|i|im|ive|my|the|our|a|an|its|it|just|only|someone|somebody|till?|until|not)|$)"
)
""" "No they're coming" answers, and tells; "no bailiffs are coming" only denies."""
_DENIED: Final = regex.compile(
    r"\b(?:no|nae|not|none|never|nothing|nobody|neither|isnt|arent|wont|dont|doesnt|didnt|havent|"
    r"hasnt|stopped (?:coming|phoning)|(?:next|last) (?:week|month|year)|"
    r"(?:week|month|year)s? ago)\b"
)


def is_turned_about(text: str, *, slot: str, value: bool) -> bool:
    """Whether a yes or no, `value`, to the question that fills `slot` cannot be meant so, for
    another clause tells of the very thing that was asked about. Only where what would be missed
    cannot wait."""
    group = f"{slot}={str(not value).lower()}"
    return any(_tells(said, group) for said, _, _ in clauses(text))


def _tells(clause: str, group: str) -> bool:
    plain = normalise(clause)
    found = [each for each in phrase_groups(_LEXICON).find(plain) if each.value == group]
    if group.endswith("=false"):
        return bool(found)  # "nothing for tomorrow" lacks, and denies nothing
    told = _ANSWER.sub("", " ".join(plain.spoken()))
    return bool(found) and _DENIED.search(told) is None
