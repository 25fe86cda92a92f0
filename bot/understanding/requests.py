"""Requests that may come at any question: a person, skip, repeat, never mind."""

from __future__ import annotations

from datetime import date
from typing import Final

import regex

from bot.commands import (
    CancelFlow,
    ChitChat,
    Command,
    HumanHandoff,
    RepeatBotMessages,
    SkipQuestion,
    Span,
    StartFlow,
)
from bot.understanding.answers.hours_of_work import with_hours_of_work_told
from bot.understanding.answers.only_time import says_only_when
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.contact_wishes import complains_of_no_call
from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import PlainText, normalise
from bot.understanding.phrase_book import Match, places_held
from bot.understanding.situation import Situation
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.word_list import answer_words

_POLITE: Final = answer_words("request_fillers")
_PLAIN_YES: Final = frozenset(["yes", "aye", "yeah", "yep", "yup", "y", "tak", "safe"])
_SHARE_OF_WORDS: Final = 0.6
_LOOSE_GROUPS: Final = frozenset(
    [
        *("person", "not_person", "cancel_appointment", "not_cancel_appointment"),
        *("cancel_with_a_reason", "not_cancel_what_is_booked", "worse", "not_worse"),
    ]
)
_NOT_NEEDED: Final = frozenset(["not_needed", "not_interested"])
_UNSAID_BY: Final = {
    "cancel_appointment": "not_cancel_appointment",
    "cancel_what_is_booked": "not_cancel_what_is_booked",
    "cancel_with_a_reason": "not_cancel_what_is_booked",
    "cancel": "not_cancel_what_is_booked",
    "skip": "not_skip",
}
"""Groups that another takes back."""
_OF_WHAT_IS_BOOKED: Final = (
    *("cancel_what_is_booked", "cancel_with_a_reason", "cancel_day"),
    *sorted(_NOT_NEEDED),
)
_LONGEST_LOOSE: Final = 30
_LONGEST_OF_A_REASON: Final = 20
_BEFORE_NOT_COMING: Final = frozenset(
    [*("i", "we", "ill", "sorry", "so", "but", "and", "."), *("really", "just", "now", "today")]
)
_ONESELF_WORSE: Final = regex.compile(
    r"\b(?:i['’]?m|i am|i['’]?ve|feel|feeling|things)\b[^.,;!?]{0,25}\bworse\b", regex.IGNORECASE
)
""" "The bus is worse at ten" and "that time is worse for me" tell of no one."""
_NO_HEAD: Final = regex.compile(
    r"^\W*(?:no|naw|nah|nope)\s*[,.;:!–-]+(?=\s*\p{L})", regex.IGNORECASE
)
_CANCELS: Final = regex.compile(r"\bcancel\b(?!\s+(?:this|that)\b)", regex.IGNORECASE)
""" "I want to cancel" and "cancel it" are of the chat; "cancel that", while it is moved, may be of
the moving."""
_GIVES_UP: Final = regex.compile(r"cancel|forget|bother|leave")

_SAFE_WORDS: Final = frozenset(["safe", "unsafe"])

_BEHIND_OTHERWISE: Final = frozenset(["to", "without", "unless", "up", "down", "with", "by", "if"])
""" "I can't come to terms with it", "can't get there without a lift"."""


def wants_person(text: str) -> Span | None:
    """The words that ask for a person or a phone call, or None. "No, call me" is no "no call"."""
    head = _NO_HEAD.match(text)
    plain = normalise(" " * head.end() + text[head.end() :] if head is not None else text)
    if _found(plain, "not_person") is not None:
        return None
    found = _found(plain, "person") or _found(plain, "person_alone")
    return plain.span(found.start, found.end) if found is not None else None


def only_wants_person(text: str) -> bool:
    """Whether the message asks for a person and says nothing else: "I'd rather have a person"."""
    plain = normalise(text)
    if _found(plain, "not_person") is not None:
        return False
    return _says_only(plain, "person", "person_alone")


def only_cannot_come(text: str) -> bool:
    """Whether the message says that its writer cannot come, perhaps why, and nothing else."""
    return _says_only(normalise(text), "cannot_come")


def tells_of_not_coming(text: str) -> bool:
    """Whether the message says, among a few words more, that its writer cannot come: "sorry, can't
    come, been told to stay in"; not that somebody else cannot."""
    plain = normalise(text)
    if len(plain.words) > _LONGEST_OF_A_REASON or text.rstrip().endswith("?"):
        return False
    matches = [m for m in phrase_groups("requests").find(plain) if m.value == "cannot_come"]
    return any(
        _BEFORE_NOT_COMING.issuperset(plain.text[: match.start].split()[-1:])
        and _BEHIND_OTHERWISE.isdisjoint(plain.text[match.end :].split()[:1])
        for match in matches
    )


def tells_why_missed(text: str) -> bool:
    """Whether the message says little but why a chat was missed: "got held up at the jobcentre"."""
    return _found(normalise(text), "why_missed") is not None


def says_not_needed(text: str) -> bool:
    """Whether most of the message says that the chat is needed no more: "no longer need it"."""
    plain = normalise(text)
    return any(_found(plain, group) is not None for group in _NOT_NEEDED)


def only_not_interested(text: str) -> bool:
    """Whether the message says "not interested" and nothing else."""
    return _says_only(normalise(text), "not_interested")


def only_names_time(text: str, today: date) -> bool:
    """Whether the message says which time is better, or worse, and nothing else."""
    told = with_hours_of_work_told(text)
    return _says_only(normalise(text), "names_a_time") or says_only_when(told, today)


def looks_forward(text: str) -> bool:
    """Whether the message says that its writer looks forward to the chat, and nothing else."""
    return _says_only(normalise(text), "looks_forward", "thanks") and (
        _found(normalise(text), "looks_forward") is not None
    )


def tells_of_worse(text: str) -> bool:
    """Whether the message tells that something gets worse: "things are a lot worse now"."""
    parts = [normalise(each) for each in regex.split(r"[,.;!?\n]+", text)]
    return any(_found(one, "worse") and not _found(one, "not_worse") for one in parts)


def tells_of_being_worse(text: str) -> bool:
    """Whether its writers tell so of themselves: "im worse, cant come"."""
    return _ONESELF_WORSE.search(text) is not None and tells_of_worse(text)


def wants_to_go_on_later(text: str, *, only_plainly: bool) -> bool:
    """Whether the message says that its writer will go on another time, and nothing else.

    `only_plainly`: where "not now" may be an answer, it is none of this.
    """
    kinds = ("later",) if only_plainly else ("later", "not_now")
    plain = normalise(text)
    return _says_only(plain, *kinds, "thanks") and any(_found(plain, kind) for kind in kinds)


def tells_of_waiting(text: str) -> bool:
    """Whether the message says little but that its writer waits: "still waiting", "no call yet"."""
    return _found(normalise(text), "still_waiting") is not None


def greets(text: str) -> bool:
    """Whether the message greets, or says no more than that help is wanted: "i need help"."""
    return _found(normalise(text), "greeting") is not None


def thanks(text: str) -> bool:
    """Whether most of the message is thanks or a kind word: "ok thanks", "cheers pal"."""
    return _found(normalise(text), "thanks") is not None


def only_agrees(text: str) -> bool:
    """Whether the message agrees or thanks and says nothing else: "ok thanks", "aye, no bother"."""
    return read_yes_no(text) == (True, ()) or thanks(text)


def only_thanks(text: str) -> bool:
    """Whether the message only agrees or thanks, and without a plain yes: "ok thanks", "ok"."""
    return only_agrees(text) and _PLAIN_YES.isdisjoint(normalise(text).spoken())


def asks_what_we_mean(text: str) -> bool:
    """Whether the message asks for the question once more, or says that it was not understood."""
    return _found(normalise(text), "repeat") is not None


def asks_what_safe_means(text: str) -> bool:
    """Whether that is asked of our question whether it is safe: "what do you mean by safe"."""
    return asks_what_we_mean(text) and not _SAFE_WORDS.isdisjoint(normalise(text).spoken())


def only_leaves(text: str) -> bool:
    """Whether the message takes leave, or takes back that anything was asked: "never mind"."""
    plain = normalise(text)
    is_said = any(_found(plain, kind) for kind in ("leaving", "later"))
    return is_said and _says_only(plain, "leaving", "later", "thanks")


def only_unsure(text: str) -> bool:
    """Whether the message says that its writer does not know what to say, and nothing else."""
    return _says_only(normalise(text), "unsure")


def asks_to_change_later(text: str) -> bool:
    """Whether the message asks if a chat may be called off or moved later: "can I cancel if I
    change my mind?"; nothing is to be done now."""
    return _found(normalise(text), "change_later") is not None


def read_request(text: str, situation: Situation) -> tuple[Command, ...]:
    """The one request that the message makes, as commands; empty if it makes none."""
    question = situation.question
    plain = normalise(text)
    wanted = wants_person(text)
    if wanted is not None:
        return (HumanHandoff(span=wanted),)
    is_told = bool(situation.detected.needs) or not situation.slots.get("still_telling")
    has_flow = situation.vocabulary.person_flow in situation.vocabulary.flows
    if has_flow and not is_told and complains_of_no_call(text):
        return (StartFlow(flow=situation.vocabulary.person_flow, span=Span(0, len(text))),)
    may_change = situation.vocabulary.may_change_flow
    if may_change in situation.vocabulary.flows and asks_to_change_later(text):
        return (StartFlow(flow=may_change, span=Span(0, len(text))),)
    for group in ("cancel_appointment", *_OF_WHAT_IS_BOOKED, "cancel", "skip", "repeat"):
        found = _found(plain, group)
        if found is None or (group in ("skip", "repeat") and question is None):
            continue
        if group in _UNSAID_BY and _found(plain, _UNSAID_BY[group]) is not None:
            continue
        if group in _OF_WHAT_IS_BOOKED and not situation.slots.get("has_appointment"):
            continue
        if group in _NOT_NEEDED and question is not None:
            continue
        span = plain.span(found.start, found.end)
        if group == "cancel" and _is_of_appointment(text, span, situation):
            group = "cancel_appointment"
        if group == "cancel" and question is None:
            return (ChitChat(),)  # "never mind", when nothing is being asked
        return (_command(group, span, situation.vocabulary),)
    is_only_marks = not plain.spoken() and "?" in text
    return (RepeatBotMessages(),) if is_only_marks and question is not None else ()


def _is_of_appointment(text: str, span: Span, situation: Situation) -> bool:
    """ "Cancel it" and "forget it then", said to the text that reminds of a chat or once it is
    booked, are about it; "never mind" is only where it was asked about."""
    question = situation.question
    if question is None:
        said = text[span.start : span.end].casefold()
        return bool(situation.slots.get("has_appointment")) and _GIVES_UP.search(said) is not None
    words = situation.vocabulary
    is_moving = question.slot == words.time_slot and bool(situation.slots.get("has_appointment"))
    is_of_all = _CANCELS.search(text[span.start : span.end]) is not None
    return question.slot == words.reminder_slot or (is_moving and is_of_all)


def _command(group: str, span: Span, vocabulary: Vocabulary) -> Command:
    if group in ("cancel_appointment", *_OF_WHAT_IS_BOOKED):
        return StartFlow(flow=vocabulary.cancel_appointment_flow, span=span)
    if group == "cancel":
        return CancelFlow(span=span)
    return SkipQuestion(span=span) if group == "skip" else RepeatBotMessages(span=span)


def _found(plain: PlainText, group: str) -> Match[str] | None:
    """The group's longest phrase, if it is most of what the message says."""
    matches = [m for m in phrase_groups("requests").find(plain) if m.value == group]
    if not matches:
        return None
    longest = max(matches, key=lambda match: match.end - match.start)
    if group in _LOOSE_GROUPS:
        return longest if len(plain.words) <= _LONGEST_LOOSE else None
    return longest if _is_most_of(plain, matches) else None


def _is_most_of(plain: PlainText, matches: list[Match[str]]) -> bool:
    return _share_inside(plain, matches) >= _SHARE_OF_WORDS


def _says_only(plain: PlainText, *kinds: str) -> bool:
    """Whether phrases of these kinds hold all its telling words."""
    matches = [m for m in phrase_groups("requests").find(plain) if m.value in kinds]
    return bool(matches) and _share_inside(plain, matches) == 1


def _share_inside(plain: PlainText, matches: list[Match[str]]) -> float:
    """Which share of the telling words the matches hold; all of them, where there are none."""
    telling = [w for w in plain.words if w.text != "." and w.text not in _POLITE]
    held = places_held(matches)
    inside = sum(word.at in held for word in telling)
    return inside / len(telling) if telling else 1
