"""The answer to a reminder in words: that it suits, another time, to call it off, a trouble."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import regex

from bot.commands import OpenQuestion, SetSlot, Span, StartFlow
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.booked_time import (
    ANOTHER,
    read_of_booked,
)
from bot.understanding.answers.choice import read_choice
from bot.understanding.answers.hours_of_work import tells_hours_of_work
from bot.understanding.answers.number_and_more import read_number_and_more
from bot.understanding.answers.on_a_condition import is_as_wished, on_a_condition
from bot.understanding.answers.phone import read_phone
from bot.understanding.answers.time_instead import (
    another_choice,
    choice_of,
    chooses,
    is_of_our_texts,
    other_time,
    other_time_that_suits,
)
from bot.understanding.answers.who_is_coming import comes_after_no, only_others_come
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.help_now import needs_help_now
from bot.understanding.normalise import normalise
from bot.understanding.requests import says_not_needed
from bot.understanding.said_besides import parts_of, passing, told_besides, with_what_is_besides
from bot.understanding.situation import Situation
from bot.understanding.word_list import answer_words

_CALLS_OFF: Final = regex.compile(
    r"\b(?:cancel|call (?:it|that|this|the \w+) off|called off)\b", regex.IGNORECASE
)
_NOT_OFF: Final = regex.compile(
    r"\b(?:dont|don['’]t|do not|not|dinnae|without|never)\b.{0,12}\bcancel", regex.IGNORECASE
)
_CANNOT: Final = regex.compile(
    r"^\W*(?:(?:oh|sorry|no|i|ah)\W+)*(?:can['’]?t|cannot|cannae|canny)\W*$", regex.IGNORECASE
)
_CANCELS: Final = regex.compile(
    r"^\W*(?:(?:hi|hello|sorry|please|pls|can (?:i|you|we)|could (?:i|you|we)|i (?:want|need) to|"
    r"id like to|just|ok|no|aye|yes)\W+)*cancel(?:\W+(?:it|this|that|please|pls|thanks|thank you|"
    r"sorry|me|for now|then|and|or|can (?:i|we)|(?:re)?(?:book|arrange|schedule)|again|another|"
    r"(?:get|have|make|a|new|different|other|time|day|one|date|for|later|instead)))*\W*$",
    regex.IGNORECASE,
)
_REBOOKS: Final = regex.compile(
    r"\b(?:re-?(?:book|arrange|schedule)|book|arrange|another|new|different|other)\b",
    regex.IGNORECASE,
)
_REMIND: Final = regex.compile(r"\bremind(?:er)?\b", regex.IGNORECASE)
_FORGETTING: Final = answer_words("forgetting")
"""What a yes needs no person to read for: "oh I'd forgotten all about it"."""
_TELLING_OTHERWISE: Final = answer_words("no") | frozenset(
    ["not", "cant", "cannot", "wont", "dont", "if", "unless", "might", "maybe", "change", "another"]
)
_DATE: Final = regex.compile(r"\b\d{1,2}(?:st|nd|rd|th)\b", regex.IGNORECASE)
""" "The 3rd is ok" is a day, not the third answer."""
_REFUSED: Final = regex.compile(r"\b(?:not|no|cant|can['’]t|cannae)\b", regex.IGNORECASE)
_AT_AN_HOUR: Final = regex.compile(
    r"^\W*(?:ok|okay|yes|aye|fine|grand)\W+(?:on |for )?[a-z]+day (?:at )?\d{1,2}(?:[:.]\d\d)?"
    r"\s*(?:am|pm)?\W*$",
    regex.IGNORECASE,
)
_BUT_CAN_IT: Final = regex.compile(
    r"\b(?:but|though|tho)\b.{0,12}\b(?:can|could|would|make|do)\b.{0,8}\b(?:it|we|i|she|he)\b",
    regex.IGNORECASE,
)
""" "OK but can it be in person", of a chat by phone."""
_BARE_HOUR: Final = regex.compile(
    r"\b(?:be|make it|do it|have it)\s+(?=(?:1[0-2]|[1-9])\b(?:\s+(?:instead|please|pls))*\W*$)",
    regex.IGNORECASE,
)
""" "Can it be 2 instead" is of an hour, and no second choice."""
_CONDITIONS: Final = answer_words("conditions_of_choice")
_OF_A_NEED: Final = frozenset(["no", "today", "tomorrow", "week"])
""" "Yes but I have no food today" sets no condition."""


def read_reminder(text: str, answer: Answer | None, situation: Situation) -> Answer | None:
    """The answer as read from the choices, with what else the text asks for or tells."""
    question = situation.question
    if question is None:
        return answer
    said, text = text, _BARE_HOUR.sub(lambda found: f"{found.group().rstrip()} at ", text)
    if said != text and answer is None:
        answer = other_time_that_suits(text, question, situation)
    if is_of_our_texts(text) or (answer is None and read_phone(text) is not None):
        return None  # "dont text me at night" wishes for no other time: a person reads it
    is_yes = (read_yes_no(text) or (False,))[0] or (answer is not None and answer.is_whole)
    if not is_yes and needs_help_now(text, situation):
        return None
    if says_not_needed(text) and (answer is None or not answer.is_whole):
        left = choice_of(question, "left")  # it was called off by us: they want no other
        return Answer(commands=left) if left else _called_off(situation) or answer
    found = (
        _cancelled_with_a_yes(text, question, situation)
        or _yes_and_a_reminder(text, question, situation)
        or read_number_and_more(text, question, situation)
        or _with_what_else(text, answer, question, situation)
        or _in_clauses(text, question, situation)
    )
    return _of_who_comes(text, found, question, situation)


def _of_who_comes(
    text: str, found: Answer | None, question: OpenQuestion, situation: Situation
) -> Answer | None:
    """ "No, my mum's coming" would have another time, and "my mum's coming" a person reads; "no ill
    be there" comes."""
    coming = situation.vocabulary.coming
    if found is not None and chooses(found, question, (coming,)):
        if only_others_come(text):
            return _while_others_come(text, found, question, situation)
        return on_a_condition(text, question, situation) or found
    if found is not None and chooses(found, question, ANOTHER) and comes_after_no(text):
        return Answer(commands=choice_of(question, coming))
    return found


def _while_others_come(
    text: str, found: Answer, question: OpenQuestion, situation: Situation
) -> Answer | None:
    """What stands beside a yes is for a person: "aye but the gas man is coming at 2"."""
    said = read_yes_no(text)
    if said is None:
        return None
    if not said[0]:
        another = another_choice(question)
        return Answer(commands=another) if another else None
    if len(found.commands) > 1:
        return found
    besides = told_besides(said[1], situation, 1)
    return replace(found, commands=(*found.commands, *besides), is_whole=False)


def _cancelled_with_a_yes(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "Yes cancel" does not come."""
    said = read_yes_no(text)
    is_more = said is not None and said[0] and bool(said[1])
    return _calls_off(text, question, situation) if is_more else None


def _yes_and_a_reminder(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "Yes please remind me the day before" names no other day."""
    said = read_yes_no(text)
    if said is None or not said[0] or _REMIND.search(text) is None:
        return None
    coming = choice_of(question, situation.vocabulary.coming)
    besides = passing(situation.vocabulary.told_besides_flow, situation)
    return Answer(commands=(*coming, *besides)) if coming else None


def _with_what_else(
    text: str, answer: Answer | None, question: OpenQuestion, situation: Situation
) -> Answer | None:
    if answer is None and _BUT_CAN_IT.search(text):
        answer = other_time_that_suits(text, question, situation)
    if answer is None and (off := _calls_off(text, question, situation)):
        return off
    if answer is None and (other := _with_hours_of_work(text, question, situation)):
        return other
    if answer is None or _DATE.search(text):
        more = _yes_beside_more(text, question, situation)
        if more is not None and not text.rstrip().endswith("?"):
            return more
        found = _of_booked(text, question, situation) or _yes_at_first(text, question, situation)
        return found or more
    if not chooses(answer, question, ANOTHER):
        if not answer.is_whole and _may_be_elsewhere(text):
            answer = other_time_that_suits(text, question, situation) or answer
        return with_what_is_besides(text, answer, situation)
    if _CALLS_OFF.search(text) and not _NOT_OFF.search(text):
        return _called_off(situation) or answer
    when = other_time(text, situation)
    if when is None or read_of_booked(text, situation) == "other":
        return answer  # "can we change Friday 10am" names what is to be left
    asked = SetSlot(name=situation.vocabulary.time_asked_slot, value=when)
    return Answer(commands=(asked, *answer.commands))


def _may_be_elsewhere(text: str) -> bool:
    """ "Tuesday would suit me better", and "ok wednesday at 2"; "see you Wednesday" may be a
    mistake, and is told when it is."""
    if read_yes_no(text) is None or _REFUSED.search(text) or _BUT_CAN_IT.search(text):
        return True
    return _AT_AN_HOUR.match(text) is not None


def _of_booked(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "Friday is fine" of a chat on Friday is yes, and "is it today?" is told when it is."""
    said, words = read_of_booked(text, situation), situation.vocabulary
    if said == "suits" or (said == "asked" and is_as_wished(text, situation)):
        commands = choice_of(question, words.coming)
        return (
            with_what_is_besides(text, Answer(commands=commands), situation) if commands else None
        )
    if said == "asked" and words.appointment_when_flow in words.flows:
        asked = StartFlow(flow=words.appointment_when_flow, span=Span(0, len(text)))
        return Answer(commands=(asked,))
    commands = another_choice(question) if said == "other" else ()
    return Answer(commands=commands) if commands else None


def _yes_at_first(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "Should be ok but might be late": a yes in other words than "yes", and more."""
    parts = parts_of(text)
    if parts is None:
        return None
    first = read_choice(parts[0], question, situation.vocabulary.synonyms)
    if first is None or not chooses(first, question, (situation.vocabulary.coming,)):
        return None
    answer = with_what_is_besides(parts[1], Answer(commands=first.commands), situation)
    return answer if len(answer.commands) > len(first.commands) else None


def _in_clauses(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "Can't, my car broke down" is no at first, "oh I forgot! yes I'll come" a yes at last."""
    parts = parts_of(text)
    if parts is None or text.rstrip().endswith("?"):
        return None
    words = situation.vocabulary
    if off := _calls_off(parts[0], question, situation):
        besides = told_besides(normalise(parts[1]).spoken(), situation, 1)
        return Answer(commands=(*off.commands, *besides))
    first = read_choice(parts[0], question, words.synonyms)
    if first is not None and chooses(first, question, ANOTHER):
        return Answer(commands=first.commands)
    if _CANNOT.match(parts[0]) and (commands := another_choice(question)):
        return Answer(commands=commands)
    last = regex.split(r"[.!;,\n]+|\bbut\b", text.rstrip(" .!"), flags=regex.IGNORECASE)[-1]
    said = read_choice(last, question, words.synonyms)
    before = normalise(text[: text.rindex(last)]).spoken()
    if said is None or not chooses(said, question, (words.coming,)):
        return None
    if not _TELLING_OTHERWISE.isdisjoint(before):
        return None
    is_need = bool(situation.detected.needs) or situation.detected.risk != "none"
    told = [] if is_need else [word for word in before if word not in _FORGETTING]
    return Answer(commands=(*said.commands, *told_besides(told, situation)))


def _calls_off(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "Cancel please" is asked about once more; "cancel and rebook" is offered other times."""
    if _CANCELS.match(text) is None:
        return None
    if _REBOOKS.search(text):
        commands = another_choice(question)
        return Answer(commands=commands) if commands else None
    return _called_off(situation)


def _with_hours_of_work(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "I start work at 10 now" is offered the times before it, whatever is booked."""
    if not tells_hours_of_work(text) or read_yes_no(text) is not None:
        return None
    when, commands = other_time(text, situation), another_choice(question)
    if when is None or not commands:
        return None
    asked = SetSlot(name=situation.vocabulary.time_asked_slot, value=when)
    return Answer(commands=(asked, *commands))


def _called_off(situation: Situation) -> Answer | None:
    """They are asked once more, as whoever only writes "cancel it" is."""
    flow = situation.vocabulary.cancel_appointment_flow
    is_there = flow in situation.vocabulary.flows
    return Answer(commands=(StartFlow(flow=flow),)) if is_there else None


def _yes_beside_more(text: str, question: OpenQuestion, situation: Situation) -> Answer | None:
    """ "Yes but the landlord has given me notice" is a yes, and a need or some news besides."""
    said = read_yes_no(text)
    if said is None or not said[0] or said[1][:1] != ("but",):
        return None
    commands = choice_of(question, situation.vocabulary.coming)
    conditions = _CONDITIONS - _OF_A_NEED if situation.detected.needs else _CONDITIONS
    if not commands or conditions.intersection(said[1]):
        return None
    answer = with_what_is_besides(text, Answer(commands=commands), situation)
    is_more = len(answer.commands) > len(commands) or bool(situation.detected.needs)
    return answer if is_more else None
