"""Whether a message asks for no more texts from us, or for no more of one kind.

Only what speaks of our texts does, in a clause of its own, and where that is first or most of what
is said: "my ex wont stop the texts" and "get me out the house" tell a trouble, and only START would
undo a mistake. Where it is in doubt, the person is told how to stop.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeAlias, cast, get_args

from bot.commands import Span
from bot.understanding.carrier_words import carrier_word
from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import PlainText, Word, normalise
from bot.understanding.others_beside_opt_out import (
    hinders,
    is_of_our_texts,
    is_of_texting,
)
from bot.understanding.phrase_book import Match
from bot.understanding.spelled_out import join_letters
from bot.understanding.unsafe_phone import tells_of_unsafe_phone, tells_who_reads
from bot.understanding.word_list import answer_words

_LONGEST_TEXT: Final = 300
_LONGEST: Final = 40
"""Words; a longer message tells a story, in which somebody else is to stop."""
KindOfText: TypeAlias = Literal["of_reminders", "of_check_ins"]
_KINDS: Final = frozenset(get_args(KindOfText))
_COMMANDS: Final = frozenset(["of_texts", "of_anything"]) | _KINDS
_CALL_INSTEAD: Final = "but_phones"
""" "Dont text me again just phone me" ends the texts, and a person is asked to ring."""
_CALLING: Final = frozenset(["phone", "call", "ring", "fone"])
_WISHES: Final = frozenset(["wants_reminders"])
"""Not said to end anything, so they hinder no command beside them."""
_STOP: Final = re.compile(r"sto+p+|stopall|unsubscribe")
_STOP_ALONE: Final = re.compile(r"\s*\w+ *[,.!;:\-–—…\n]")
_STOP_AT_AN_END: Final = re.compile(r"^\W*(?:sto+p+)\b|\b(?:sto+p+)\W*$", re.IGNORECASE)
_WHAT_STOPS: Final = frozenset(["it", "this", "that", "these", "them"])
""" "It will stop" and "will it stop" are said of something else; "stop it" is said to us."""
_AROUND_STOP: Final = answer_words("around_stop")
_AFTER_STOP: Final = answer_words("after_stop")
_BEFORE: Final = answer_words("before_opt_out")
_NOT_BEFORE: Final = answer_words("not_before_opt_out")
_HAS_SUBJECT: Final = frozenset(["dont", "do", "never", "no", "not", "nie"])
""" "Dont text me" is said to us, "my pals dont text me" of them."""
_AFTER: Final = answer_words("after_opt_out")
_FILLERS: Final = _BEFORE | _AFTER | _AROUND_STOP | {"."}
_PAUSE: Final = re.compile(r"[,:()\-–—\n]")
_LINK: Final = (
    r"(?:\b(?:and|but|also|plus|so|please|pls|plz|though|tho|thanks|ta)\b|[\s,.;:!\-–—])*"
)
_AROUND_REST: Final = re.compile(rf"^{_LINK}|{_LINK}$", re.IGNORECASE)
_TEXTING: Final = frozenset(["texting", "messaging", "contacting", "sending", "txting"])
_NOT_TO_US: Final = frozenset(
    [
        *("wont", "cant", "cannae", "dont", "didnt", "doesnt", "wouldnt", "not", "never", "to"),
        *("will", "bus", "tram", "train", "the", "a", "my", "full", "last", "next"),
    ]
)
""" "It won't stop" asks for nothing, nor does "meet me at the bus stop"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The commands of a text that are clauses of their own, and what else it tells."""

    commands: tuple[Match[str], ...]
    words: int
    """In the commands."""
    besides: int
    """Telling words in the rest."""
    is_first: bool
    is_last: bool
    rest: str
    """What the text says but for the commands."""
    is_sure: bool
    """Whether nobody else who is named beside them can be meant."""

    @property
    def kinds(self) -> frozenset[KindOfText]:
        """Where only one kind of texts, or several, are named; empty where all are."""
        named = frozenset(match.value for match in self.commands)
        return cast(frozenset[KindOfText], named) if named <= _KINDS else frozenset()

    @property
    def is_meant(self) -> bool:
        """Whether the commands are most of the message, or name our texts and come first; one
        kind of them may come last: "yes ill be there thanks morag, no more reminders"."""
        if not self.is_sure and not self.kinds:
            return False
        names_texts = any(match.value != "of_anything" for match in self.commands)
        is_named = (names_texts and self.is_first) or (bool(self.kinds) and self.is_last)
        return self.besides <= self.words or is_named


def wants_opt_out(text: str) -> bool:
    """True where a person asks for no more texts in their own words ("pls stop texting me",
    "s t o p")."""
    plain = join_letters(normalise(text))
    if carrier_word(text) == "stop" or _only_stops(plain) or _begins_with_stop(plain, text):
        return True
    asked = _asked(plain, text)
    return asked is not None and not asked.kinds and asked.is_meant


def unwanted_kinds(text: str) -> frozenset[KindOfText]:
    """The kinds of our texts that a person wants no more of, and no others: "dont send me
    reminders" still wants the answers to what they write. Empty where all shall end."""
    if len(text) > _LONGEST_TEXT or carrier_word(text) is not None:
        return frozenset()
    asked = _asked(normalise(text), text)
    return asked.kinds if asked is not None and asked.is_meant else frozenset()


def without_opt_out(text: str) -> str:
    """What else is said beside the wish for no more texts, or no more of a kind: "yes", of "yes,
    no more reminders please" and of "yes stop". All of it where there is no such wish."""
    asked = _asked(join_letters(normalise(text)), text) if len(text) <= _LONGEST_TEXT else None
    if asked is not None:
        return _AROUND_REST.sub("", asked.rest)
    return _AROUND_REST.sub("", _STOP_AT_AN_END.sub("", text)) if says_stop(text) else text


def tells_of_others(text: str) -> bool:
    """Whether somebody else is told of: "my ex is back", "the landlord wants us out"."""
    return any(m.value == "others" for m in phrase_groups("opt_outs").find(normalise(text)))


def says_stop(text: str) -> bool:
    """Whether "stop" is the first word of a text, or the last, or is said of texting: what it means
    beside "wrong number", but not in what somebody tells of themselves."""
    said = [word for word in normalise(text).spoken() if word not in _AROUND_STOP]
    if not said:
        return False
    if any(_STOP.fullmatch(one) and two in _TEXTING for one, two in pairwise(said)):
        return True
    is_last = _STOP.fullmatch(said[-1]) is not None and _NOT_TO_US.isdisjoint(said[-2:-1])
    return is_last or _STOP.fullmatch(said[0]) is not None


def wants_reminders(text: str) -> bool:
    """Whether a message asks to be reminded, and says little besides."""
    plain = normalise(text)
    found = [m for m in phrase_groups("opt_outs").find(plain) if m.value == "wants_reminders"]
    rest = [w for w in plain.words if w.text not in _FILLERS and not _is_within(w, tuple(found))]
    return bool(found) and not rest and not unwanted_kinds(text)


def may_want_opt_out(text: str) -> bool:
    """True where such words stand among others, so that a person should hear how to stop."""
    plain = join_letters(normalise(text))
    asked = _asked(plain, text)
    return (asked is not None and not asked.kinds) or _ends_with_stop(plain)


def _asked(plain: PlainText, text: str) -> _Asked | None:
    if len(plain.words) > _LONGEST:
        return None
    found = [m for m in phrase_groups("opt_outs").find(plain) if m.value not in _WISHES]
    commands = tuple(m for m in found if m.value in _COMMANDS and _is_clause(plain, m))
    calls = tuple(match for match in found if match.value == _CALL_INSTEAD)
    others = [match for match in found if match.value not in _COMMANDS]
    if any(is_of_texting(plain, each) or each.value in _KINDS for each in commands):
        others = [match for match in others if match not in calls]
    if not commands or any(_may_be_of(plain, m, commands) for m in others):
        return None
    if tells_of_unsafe_phone(text) and not all(each.value in _KINDS for each in commands):
        return None  # Texts to this phone are held for that, and a person looks.
    rest = [word for word in plain.words if not _is_within(word, commands)]
    telling = [word for word in rest if word.text not in _FILLERS]
    spans = [plain.span(match.start, match.end) for match in commands]
    return _Asked(
        commands=commands,
        words=sum(_is_within(word, commands) for word in plain.words),
        besides=sum(not _is_within(word, calls) for word in telling),
        is_first=not any(word.at < commands[0].start for word in telling),
        is_last=not any(word.at >= commands[-1].end for word in telling),
        rest=_without(plain.original, spans),
        is_sure=not others or _are_sure(plain, commands, telling),
    )


def _may_be_of(plain: PlainText, other: Match[str], commands: Sequence[Match[str]]) -> bool:
    """Whether it asks for something else besides, or one of the commands may be of that other, or
    all of them are of no texts of ours."""
    of_all = [each for each in commands if each.value not in _KINDS]
    if other.value != "others" or any(hinders(plain, each, other) for each in of_all):
        return True
    return not any(
        each.value in _KINDS
        or (each.value == "of_texts" and is_of_our_texts(plain, each, only_plainly=False))
        for each in commands
    )


def _are_sure(plain: PlainText, commands: Sequence[Match[str]], telling: Sequence[Word]) -> bool:
    """ "Dont text me again" before or behind what is told of others, not in the midst of it."""
    is_first = not any(word.at < commands[0].start for word in telling)
    is_last = not any(word.at >= commands[-1].end for word in telling)
    one = commands[0] if is_first else commands[-1]
    return (is_first or is_last) and is_of_our_texts(plain, one, only_plainly=True)


def _without(text: str, spans: Sequence[Span]) -> str:
    kept = list(text)
    for span in spans:
        kept[span.start : span.end] = " " * (span.end - span.start)
    return "".join(kept)


def _is_within(word: Word, matches: tuple[Match[str], ...]) -> bool:
    return any(match.start <= word.at < match.end for match in matches)


def _is_clause(plain: PlainText, match: Match[str]) -> bool:
    """ "Folk dont text me" has a subject before it, "get me off the drink" goes on after it."""
    before = [word for word in plain.words if word.at < match.start]
    after = [word for word in plain.words if word.at >= match.end]
    within = [word for word in plain.words if match.start <= word.at < match.end]
    return _begins(plain, before, within[0]) and _ends(plain, within[-1], after)


def _begins(plain: PlainText, before: list[Word], first: Word) -> bool:
    if not before or before[-1].text == "." or _is_pause(plain, before[-1], first):
        return True
    if before[-1].text == "to":
        return len(before) > 1 and before[-2].text in ("you", "yous", "like", "want")
    if len(before) == 1 and before[0].text.isdecimal():
        return True  # "1 no more texts"
    if first.text in _HAS_SUBJECT:
        return before[-1].text in _BEFORE or _asks_for_call([word.text for word in before[-2:]])
    return before[-1].text not in _NOT_BEFORE


def _ends(plain: PlainText, last: Word, after: list[Word]) -> bool:
    if not after or after[0].text == "." or _is_pause(plain, last, after[0]):
        return True
    if after[0].text in _AFTER or after[0].text in _CALLING:
        return True
    # "Stop the reminders my son sees them".
    return tells_who_reads(plain.original[after[0].start :])


def _asks_for_call(words: Sequence[str]) -> bool:
    """ "Phone me", of "phone me dont text"."""
    return len(words) > 1 and words[0] in _CALLING and words[1] in ("me", "us")


def _is_pause(plain: PlainText, one: Word, next_one: Word) -> bool:
    return _PAUSE.search(plain.original, one.end, next_one.start) is not None


def _only_stops(plain: PlainText) -> bool:
    """ "Pls stop", "STOP STOP" and "stop it" say nothing else; "make it stop" does."""
    return _are_stops(plain.spoken())


def _ends_with_stop(plain: PlainText) -> bool:
    """ "I never asked for this. Stop." """
    last = plain.text.rstrip(" .").rpartition(" . ")[2].split()
    is_of_others = any(m.value == "others" for m in phrase_groups("opt_outs").find(plain))
    return not is_of_others and _are_stops(last)


def _are_stops(said: Sequence[str]) -> bool:
    stops = [word for word in said if _STOP.fullmatch(word)]
    if stops and not _WHAT_STOPS.isdisjoint(said[: said.index(stops[0])]):
        return False
    return bool(stops) and all(word in stops or word in _AROUND_STOP for word in said)


def _begins_with_stop(plain: PlainText, text: str) -> bool:
    """ "Stop, i cant go on" is a command; "stop him hitting me" is a plea."""
    words = [word.text for word in plain.words]
    if not words or words[0] not in ("stop", "stopall", "unsubscribe"):
        return False
    follows = words[1] if len(words) > 1 else "."
    return follows in _AFTER_STOP or _STOP_ALONE.match(text) is not None
