"""Whether a text tells that the person whom we text has died."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import PlainText, Word, normalise, placed
from bot.understanding.phrase_book import Match

_FEWEST_LETTERS: Final = 2
_BY_A_RELATIVE: Final = frozenset(["patient_died", "someone_died", "didnt_make_it"])
"""What a relative who says who they are tells of the patient."""
_TITLES: Final = frozenset(["mrs", "mr", "ms", "miss"])


def tells_of_patients_death(text: str, name: str | None, *, is_told: bool) -> bool:
    """True where somebody else tells that the person called `name` has died.

    `is_told`: they told us all before and no story is under way, so that "she has died", with
    nobody named, is said of them. "My mum died" is their own bereavement.
    """
    plain = _with_patient(normalise(text), name or "")
    found = phrase_groups("deaths").find(plain)
    groups = {match.value for match in found}
    if "relative_writes" in groups and groups & _BY_A_RELATIVE:
        return True
    if "patient_died" in groups and not _is_of_a_namesake(found):
        return True
    return is_told and "they_died" in groups and _begins_with_it(plain)


def tells_of_a_death(text: str) -> bool:
    """True where a text begins with "she has died", whoever that is: "hes dead", "he died"."""
    plain = normalise(text)
    groups = {match.value for match in phrase_groups("deaths").find(plain)}
    return "they_died" in groups and _begins_with_it(plain)


def _is_of_a_namesake(found: Sequence[Match[str]]) -> bool:
    """ "My pal Jean died and I can't cope" is the patient's own bereavement."""
    namesakes = [match for match in found if match.value == "namesake"]
    deaths = [match for match in found if match.value == "patient_died"]
    is_told_of = all(any(n.start < d.start < n.end for n in namesakes) for d in deaths)
    last = max(death.end for death in deaths)
    return is_told_of and any(m.value == "of_oneself" and m.start >= last for m in found)


def _begins_with_it(plain: PlainText) -> bool:
    """ "Sorry to say she died" names nobody of the writer's own, before or after."""
    found = phrase_groups("deaths").find(plain)
    death = min(match.start for match in found if match.value == "they_died")
    greeted = {match.start for match in found if match.value == "before_they_died"}
    is_first = all(
        word.text == "." or word.at in greeted for word in plain.words if word.at < death
    )
    return is_first and not any(m.value == "of_oneself" and m.start > death for m in found)


def _with_patient(plain: PlainText, name: str) -> PlainText:
    """The text with "patient" in place of their name, first or whole, or "Mrs Smith"."""
    return placed(_named(plain.words, normalise(name).spoken()), plain.original)


def _named(words: tuple[Word, ...], name: tuple[str, ...]) -> Iterator[Word]:
    first, last = (name[0], name[-1]) if name else ("", "")
    before = ""
    for word in words:
        stem = word.text.removesuffix("s")
        said = word.text if word.text in (first, last) else stem
        if len(said) < _FEWEST_LETTERS or said not in (first, last):
            yield word
        elif said == first or before in _TITLES or before == first:
            ending = "" if said == word.text else "s"
            yield replace(word, text=f"patient{ending}")
        before = said if said in (first, last) else word.text
