"""Whether a text says that this phone is not safe to text, whatever was being asked."""

from __future__ import annotations

from typing import Final

from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import PlainText, normalise
from bot.understanding.phrase_book import Match, is_all_told, places_held
from bot.understanding.word_list import answer_words

_LONGEST: Final = 40
"""Words; a longer message tells a story, in which other things are not safe."""
_ASKS: Final = answer_words("asks_of_it")
_IT: Final = frozenset(["it", "this", "that", "phone", "texting"])
_AFTER_THIS: Final = answer_words("after_this")
_NOBODY: Final = frozenset(["no", "not", "nor", "never"])
_IS_SEEN: Final = ("seen", "this_seen", "it_seen", "seen_by_child")
_SOMEBODY: Final = ("he ", "she ", "my ", "the ", "our ")
""" "No she reads my phone" answers us, and "no one reads it" denies that anybody does."""


def says_not_safe(text: str) -> bool:
    """Says outright that it is not safe: "actually its not safe, my husband looks at it".

    Bare words do where nothing else is said, or beside who reads it: "my flat is not safe" and
    "not safe to drive" speak of something else.
    """
    plain = normalise(text)
    found = _found(plain)
    groups = {match.value for match in found}
    if "outright" in groups:
        return True
    return "bare" in groups and (not groups.isdisjoint(_IS_SEEN) or is_all_told(plain, found))


def tells_who_reads(text: str) -> bool:
    """Tells that somebody else sees what we text: "he might see this", "she reads my messages"."""
    plain = normalise(text)
    found = _found(plain)
    groups = {match.value for match in found}
    if "helped" in groups:
        return False
    if not groups.isdisjoint(("seen", "seen_by_child")):
        return True
    if any(match.value == "this_seen" and _is_of_the_text(plain, match) for match in found):
        return True
    return "it_seen" in groups and is_all_told(plain, found)


def tells_of_child_who_reads(text: str) -> bool:
    """Tells that a child of theirs sees what we text, and nobody else: "my wee boy reads it"."""
    plain = normalise(text)
    seen = [match for match in _found(plain) if match.value in _IS_SEEN]
    by_child = [match for match in seen if match.value == "seen_by_child"]
    held = places_held(by_child)
    return bool(by_child) and all(held.issuperset(range(m.start, m.end)) for m in seen)


def tells_of_helper(text: str) -> bool:
    """Tells that somebody reads to them what we text: "she reads it to me, im blind"."""
    return any(match.value == "helped" for match in _found(normalise(text)))


def only_answers_not_safe(text: str) -> bool:
    """Answers that it is not safe, for somebody reads it, and says nothing else: "no she reads my
    phone", to being asked."""
    plain = normalise(text)
    is_no = plain.words[:1] and plain.words[0].text == "no"
    return (
        (bool(is_no) or says_not_safe(text))
        and tells_who_reads(text)
        and is_all_told(plain, _found(plain))
    )


def tells_of_unsafe_phone(text: str) -> bool:
    """Says that it is not safe, or tells that somebody else sees what we text."""
    return says_not_safe(text) or tells_who_reads(text)


def only_tells_of_unsafe_phone(text: str) -> bool:
    """Says so and nothing else: not "she reads my messages and hits me"."""
    plain = normalise(text)
    return tells_of_unsafe_phone(text) and is_all_told(plain, _found(plain))


def mentions_unsafe(text: str) -> bool:
    """Says of anything at all that it is not safe: that skips no question."""
    found = phrase_groups("unsafe_phone").find(normalise(text))
    return any(match.value == "bare" for match in found)


def begins_unsafe(text: str) -> bool:
    """ "Not safe to drive": its first word denies that alone."""
    found = phrase_groups("unsafe_phone").find(normalise(text))
    return any(match.value == "bare" and match.start == 1 for match in found)


def _found(plain: PlainText) -> list[Match[str]]:
    if len(plain.words) > _LONGEST:
        return []
    found = phrase_groups("unsafe_phone").find(plain)
    return [match for match in found if not _is_asked_or_denied(plain, match)]


def _is_asked_or_denied(plain: PlainText, match: Match[str]) -> bool:
    """ "Is it not safe to text?", "can anyone else see my texts", "no one else reads my texts"."""
    if match.value == "around":
        return False
    before = plain.text[: match.start].rpartition(" . ")[2].split()[-2:]
    if match.value in _IS_SEEN:
        is_answer = before[-1:] == ["no"] and plain.text[match.start :].startswith(_SOMEBODY)
        return bool(before) and not is_answer and before[-1] in _ASKS | _NOBODY
    return len(before) > 1 and before[0] in _ASKS and before[1] in _IT


def _is_of_the_text(plain: PlainText, match: Match[str]) -> bool:
    """ "He might see this as cheating" goes on with what he sees in it."""
    after = plain.text[match.end :].split()
    return not after or after[0] in _AFTER_THIS
