"""Whether a person cannot be phoned, waited for a call, or is not who the texts are for."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.clauses import clauses
from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import PlainText, normalise
from bot.understanding.phrase_book import Match
from bot.understanding.relatives import PARTNERS, relative_who_writes
from bot.understanding.word_list import answer_words

_LONGEST: Final = 40
"""Words; a longer message tells a story, in which somebody else is to stop."""
_MOST_BESIDE: Final = 10
_CALLS: Final = re.compile(r"\b(?:call|phone|ring|bell)", re.IGNORECASE)
_DENYING: Final = frozenset(["dont", "doesnt", "dinnae", "never", "nobody", "nothing"])
_ABOUT_ONESELF: Final = ("i", "ill", "im", "id", "ive")
_IF_NOTHING_NAMED: Final = frozenset(["asks_who", "not_them"])
_EXAMPLE_NAME: Final = "jean"
_SHORTEST_NAME: Final = 3
_AFTER_WHO: Final = answer_words("after_who")


def asks_for_a_call(words: str) -> bool:
    """Whether the words that ask for a person ask to be rung."""
    return _CALLS.search(words) is not None


def cannot_phone(text: str) -> bool:
    """True where a person says, among whatever else, that they cannot use the phone ("im deaf"), or
    will not be phoned ("no calls. text me")."""
    plain = normalise(text)
    found = any(
        match.value == "no_phone" or (match.value == "no_phone_alone" and _is_alone(plain, match))
        for match in phrase_groups("contacts").find(plain)
    )
    return found or without_refused_calls(text) != text


def wants_text_instead(text: str) -> bool:
    """Whether somebody who asks for a call would not be rung: "4 but text only"."""
    return "text_instead" in _groups(normalise(text))


def without_refused_calls(text: str) -> str:
    """What else a short text says beside the clause that refuses calls: "worse", of "worse, dont
    phone though". All of it where there is none, as in "the kids dont visit, dont phone"."""
    said = [each for each, _, _ in clauses(text, at_reasons=True)]
    others = [each for each in said if not _is_refusal(each)]
    told = [word for each in others for word in normalise(each).spoken()]
    is_one = len(others) + 1 == len(said) and len(told) <= _MOST_BESIDE
    return ", ".join(others) if is_one and _DENYING.isdisjoint(told) else text


def _is_refusal(clause: str) -> bool:
    """Whether it begins with it, and is over with it or goes on of its writer: "dont ring me ill
    come in"."""
    plain = normalise(clause)
    return any(
        match.value == "no_phone_beside"
        and not plain.text[: match.start].strip()
        and (plain.text[match.end :].split() or [_ABOUT_ONESELF[0]])[0] in _ABOUT_ONESELF
        for match in phrase_groups("contacts").find(plain)
    )


def _is_alone(plain: PlainText, match: Match[str]) -> bool:
    before, after = plain.text[: match.start].strip(), plain.text[match.end :].strip()
    return (not before or before.endswith(".")) and (not after or after.startswith("."))


def wants_interpreter(text: str) -> bool:
    """True where a person asks for somebody who speaks their language, but for signs."""
    groups = _groups(normalise(text))
    return "interpreter" in groups and "sign_interpreter" not in groups


def asks_for_signer(text: str) -> bool:
    """True where a person speaks of an interpreter of signs, which tells of no visa."""
    return "sign_interpreter" in _groups(normalise(text))


def books_for_another(text: str) -> bool:
    """True where a chat is asked for that somebody else of the family is to have."""
    return "books_for_another" in _groups(normalise(text))


def tells_of_new_number(text: str) -> bool:
    """True where a person says that they write from another number than before."""
    return "new_number" in _groups(normalise(text))


def speaks_of_new_number(text: str) -> bool:
    """True where a text speaks of another number, whosever it is: "Jean Broon, new number"."""
    return bool(_groups(normalise(text)) & {"new_number", "new_number_named"})


def tells_of_no_call(text: str) -> bool:
    """True where a call that was waited for did not come ("nobody ever phoned me")."""
    plain = normalise(text)
    groups = _groups(plain)
    is_bare = "nobody_called" in groups and not _knows_nobody_called(plain)
    return is_bare or not groups.isdisjoint({"no_call_came", "we_never_called"})


def complains_of_no_call(text: str) -> bool:
    """True where it is we who did not call: "this is rubbish, you never phoned my mum"."""
    return "we_never_called" in _groups(normalise(text))


def wishes_for_home_visit(text: str) -> bool:
    """True where somebody asks, among whatever else, to be seen at home: "could you come to the
    house instead"."""
    return "at_home" in _groups(normalise(text))


def is_of_who_cannot_hear(text: str) -> bool:
    """True where somebody of whom the text tells is deaf: "my mum's deaf"."""
    return "cannot_hear" in _groups(normalise(text))


def is_wrong_number(
    text: str, *, tells_need: bool = False, is_known: bool = True, name: str | None = None
) -> bool:
    """True where the writer is somebody else, or asks who is texting ("who is this").

    `tells_need`: the same text tells what help is for, as a stranger's does not; a relative's may,
    for themselves. `is_known`: the person is known by name, need or appointment; before that
    nothing could come into wrong hands. `name` is theirs: "this is not Mary".
    """
    plain = normalise(_with_example_name(text, name))
    if len(plain.words) > _LONGEST:
        return False
    groups = _groups(plain)
    if _says_wrong_number(groups):
        return True
    is_partner = "partner_writes" in groups or relative_who_writes(plain) in PARTNERS
    if not is_known:
        is_asked = "texts_a_partner" in groups or (is_partner and "asks_who" in groups)
        return is_asked and not tells_need  # of whom we know nothing, and they may hold her phone
    if is_partner:
        return True
    if _relative_writes(plain, groups):
        return True
    if tells_need or "for_another" in groups:
        return False
    is_likely = _is_likely(plain, groups) or _knows_nobody_called(plain)
    return is_likely and "not_wrong_number" not in groups


def _with_example_name(text: str, name: str | None) -> str:
    """The text with the name that stands in the phrases for anybody's own."""
    first = name.split()[0] if name and name.split() else ""
    if len(first) < _SHORTEST_NAME:
        return text
    return re.sub(rf"\b{re.escape(first)}\b", _EXAMPLE_NAME, text, flags=re.IGNORECASE)


def may_be_wrong_number(text: str, *, tells_need: bool = False) -> bool:
    """True where a text fits somebody else as well as the person: "he doesnt live here now", if
    that is all it tells, and "my wife booked with you"."""
    plain = normalise(text)
    found = phrase_groups("contacts").find(plain)
    if any(match.value == "partner_booked" for match in found):
        return True
    whole = [match for match in found if match.value == "no_longer_here"]
    return not tells_need and any(
        all(m.start <= w.at < m.end or w.text in _AFTER_WHO for w in plain.words) for m in whole
    )


def is_relative_writing(text: str) -> bool:
    """True where one of the family, no partner, says that it is they who write, and not that it is
    for the person ("this is her sister, I use this phone too")."""
    plain = normalise(text)
    return _relative_writes(plain, _groups(plain))


def _is_likely(plain: PlainText, groups: frozenset[str]) -> bool:
    """ "Who is this" asks who texts, "who is this Morag" whom they will see."""
    if "may_be_wrong_number" in groups:
        return True
    found = phrase_groups("contacts").find(plain)
    return any(m.value in _IF_NOTHING_NAMED and _names_nothing(plain, m) for m in found)


def _names_nothing(plain: PlainText, match: Match[str]) -> bool:
    after = plain.text[match.end :].split()
    return not after or after[0] in _AFTER_WHO


def _relative_writes(plain: PlainText, groups: frozenset[str]) -> bool:
    relative = relative_who_writes(plain)
    return bool(relative) and relative not in PARTNERS and "for_another" not in groups


def _groups(plain: PlainText) -> frozenset[str]:
    return frozenset(match.value for match in phrase_groups("contacts").find(plain))


def _says_wrong_number(groups: frozenset[str]) -> bool:
    """ "I picked the wrong number" speaks of a choice, "you picked" it of the phone."""
    if "wrong_number" not in groups or "not_wrong_number" in groups:
        return False
    return "chose_wrong" not in groups or "you_have_wrong" in groups


def _knows_nobody_called(plain: PlainText) -> bool:
    """ "Nobody called Jean" knows no such person; "nobody called" waited for a call."""
    found = phrase_groups("contacts").find(plain)
    waited = {match.start for match in found if match.value == "no_call_came"}
    return any(
        match.start not in waited and bool(plain.text[match.end :].strip())
        for match in found
        if match.value == "nobody_called"
    )
