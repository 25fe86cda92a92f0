"""Whether one of the family writes from the phone of a person whom we know."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.normalise import PlainText
from bot.understanding.word_list import answer_words

PARTNERS: Final = answer_words("partners")
_FAMILY: Final = answer_words("family")
_RELATION: Final = "|".join(sorted(PARTNERS | _FAMILY))
_OF_SOMEBODY: Final = r"(?:her|his|their|(?!always|his|yes|whos|its|hes|shes|thats)[a-z]{3,}s)"
_NOT_A_NAME: Final = "|".join(sorted(answer_words("no_name_of_a_relative")))
_NAME: Final = rf"(?:(?!(?:{_NOT_A_NAME}) )[a-z]{{2,}} )"
_THIS_IS: Final = re.compile(
    rf" (?:this is|its|it is|thats) {_NAME}{{0,2}}{_OF_SOMEBODY} ({_RELATION})(?= )"
)
_I_AM: Final = re.compile(rf" (?:im|i am) {_NAME}?{_OF_SOMEBODY} ({_RELATION})(?= )")
_HERE: Final = re.compile(
    rf"^ (?:hi |hello |hiya |hey |sorry |no )*(?:{_NAME}{{1,2}}here (?:\\. )?{_OF_SOMEBODY} "
    rf"({_RELATION})|{_NAME}{{0,2}}{_OF_SOMEBODY} ({_RELATION}) (?:here|speaking))(?= )"
)
_SPEAKS_OF_THEM: Final = answer_words("after_a_relative")
""" "This is her husband's fault", "its his mum that is ill": somebody is spoken of."""
_OWN_PEOPLE: Final = re.compile(rf" (?:my|our) (?:{_RELATION}|{_RELATION.replace('|', 's|')}s) ")
_STARTS_WITHIN: Final = 12
"""Letters: who says later in a text whose daughter they are has told of her before."""


def relative_who_writes(plain: PlainText) -> str:
    """What the writer says they are to the person, "husband" or "sister"; empty if they do not.

    "My wife has dementia, I'm her husband" is the patient, who speaks of their own people.
    """
    for pattern in (_THIS_IS, _HERE):
        found = pattern.search(plain.text)
        if found and not _is_spoken_of(plain.text, found):
            return str(found[found.lastindex or 0])
    found = _I_AM.search(plain.text)
    if found is None or _OWN_PEOPLE.search(plain.text) or _is_spoken_of(plain.text, found):
        return ""
    is_first = found.start() <= _STARTS_WITHIN
    return found[1] if is_first or found[1] in PARTNERS else ""


def _is_spoken_of(text: str, found: re.Match[str]) -> bool:
    after = text[found.end() :].split()
    return bool(after) and after[0] in _SPEAKS_OF_THEM
