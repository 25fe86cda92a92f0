"""Who somebody is, told without being asked: "its Jim Docherty 4/5/1957 here, need a hand"."""

from __future__ import annotations

from typing import Final

import regex

from bot.commands import CancelFlow, Command, SetSlot, Span, StartFlow
from bot.understanding.answers.birth_date import read_birth_date
from bot.understanding.answers.name_beside_date import read_name_beside
from bot.understanding.answers.person_name import AFTER_NAME, read_person_name
from bot.understanding.answers.phone import read_phone
from bot.understanding.answers.sure_name import is_capital_name, is_sure_name, is_written_name
from bot.understanding.own_birth_date import YOUNGEST, may_be_of_birth
from bot.understanding.school_year import age_at_school
from bot.understanding.situation import Situation

_LEAD: Final = regex.compile(
    r"\b(?:(?:my|ma) name(?:['’]?s| is)?|(?:i['’]?m|i am|ah['’]?m)(?: called)?|it['’]?s|"
    r"it is|this is)\s+|\bname\s*:\s*",
    regex.IGNORECASE,
)
_NAMED: Final = regex.compile(
    r"\b(?:(?:my|ma) (?:(?:full|own) )?name(?:['’]?s| is)\s+|name\s*:\s*)"
    r"(?P<name>[^.,!?;:\d\n]+)",
    regex.IGNORECASE,
)
_CALLED: Final = regex.compile(r"(?:my|ma) name|.*\bcalled\b|name\s*:", regex.IGNORECASE)
_WRITTEN: Final = r"(?P<name>\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){1,2})"
_SAYS_WHO: Final = regex.compile(
    rf"(?i:\b(?:i['’]?m|i am|this is|it['’]?s|it is))\s+{_WRITTEN}"
    r"(?=\s*[,.;!\n]|\s+(?:and|here)\b|\s*$)"
    rf"|^\W*(?i:(?:hi|hiya|hello)\W+)?{_WRITTEN} here\b"
    rf"|(?i:\b(?:thanks|thank you|regards|yours|cheers|from))[\s,]+{_WRITTEN}[\s.!]*$"
)
""" "I'm Jean Broon, …", "Jean Broon here" and "… Thanks, Jean Broon", with a name's capitals."""
_FOR_ANOTHER: Final = regex.compile(r"\b(?:behalf|(?:for|about) (?:my|ma|our))\b", regex.I)
_HERE: Final = regex.compile(
    r"[\s.,!]*(?:here\b.*|(?:(?:and|yes|aye|yeah|yep|ok|it['’]?s|is|this|my|ma|own|phone|safe|fine|"
    r"mine|to|text|only)\b[\s.,!]*)*)?",
    regex.IGNORECASE | regex.DOTALL,
)
""" "Jean Broon 14/2/51 here", and an answer to whether it is safe to text her."""
_AGES: Final = {
    **{"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13},
    **{"fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18},
}
_AFTER_AGE: Final = (
    *("need", "needing", "i", "im", "ive", "id", "can", "could", "please", "pls", "who", "help"),
    *(
        "at school",
        "still at",
        "in care",
        "living",
        "live",
        "lonely",
        "scared",
        "homeless",
        "being",
    ),
)
""" "Im fifteen need help": no half hour late, nor floors up."""
_AGE: Final = regex.compile(
    r"(?<!\b(?:he|she|they|you|mum|dad|folk|people|everyone)\s+"
    r"(?:said|says?|think|thinks|thought|reckons?)\s+(?:that\s+)?)"
    r"\b(?:i['’]?m|i am|ah['’]?m|am)\s+(?:only\s+|just\s+)?"
    r"(?:(?P<age>\d{1,2}|\L<ages>)(?=\s*(?:$|[.!?\n](?!\d)|,(?!\d|\s*\L<units>\b)"
    r"|(?:and(?!\s+a\s+half)|but|my|(?:so|now)(?!\s+\L<units>\b)|\L<goes_on>)\b))"
    r"|(?:an?\s+)?(?P<age>\d{1,2}|\L<ages>)[\s-]*(?:years?[\s-]+old|yo|y/o|yrs?[\s-]+old)\b(?!['’]?s)"
    r"(?!\s+(?:in my head|inside|at heart|mentally|dog|cat|car|house|flat)\b))"
    r"|\bmam\s+(?:tylko\s+|dopiero\s+)?(?P<age>\d{1,2})\s+lat"
    r"(?=\s*(?:$|[.,!?\n]|(?:i|a|ale)\b))",
    regex.IGNORECASE,
    ages=list(_AGES),
    goes_on=[*_AFTER_AGE],
    units=[
        *(
            "day",
            "week",
            "month",
            "year",
            "hour",
            "minute",
            "min",
            "mile",
            "pound",
            "stone",
            "kilo",
        ),
        *("days", "weeks", "months", "years", "hours", "minutes", "mins", "miles", "pounds"),
        *("kilos", "kg", "quid", "grand", "payments", "behind"),
    ],
)
ASKS_A_DATE: Final = frozenset(["date_of_birth", "person_name", "name_and_birth_date"])
_DATE: Final = regex.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b")
_DATE_AT_END: Final = regex.compile(rf"{_DATE.pattern}[\s,.;:]*$")
_MOST_WORDS: Final = 3
_NEAR: Final = 60
"""Letters between a name and its birth date at the most: further off it may be another's."""


def read_introduction(text: str, situation: Situation) -> tuple[Command, ...]:
    """Name and birth date, where they are told and neither is known or asked for.

    "My name is Jean Smith 3/4/1950" in whatever else is said, or "Jean Smith 3/4/1950" alone; the
    name without the date only where it is called one.
    """
    question, words = situation.question, situation.vocabulary
    known = situation.slots.get(words.name_slot) or situation.slots.get("person_known")
    if known or (question is not None and question.kind in ASKS_A_DATE):
        return ()
    found = read_birth_date(text, situation.today, beside_times=situation.is_time_asked)
    if found is None or not may_be_of_birth(found[0], text[found[1] : found[2]], situation.today):
        return _named(text, situation)
    introduced = name_before(text, found[1], found[2])
    if introduced is None:
        return _named(text, situation)
    name, begins = introduced
    return (
        SetSlot(name=words.name_slot, value=name, span=Span(begins, found[1])),
        SetSlot(
            name=words.birth_date_slot, value=found[0].isoformat(), span=Span(found[1], found[2])
        ),
    )


def name_before(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The name told with the date, and where; "I'm clean since 4/5/1993" tells none.

    What is not called a name must be one for sure, or "Court 3/4/1950" would be a person.
    """
    leads = list(_LEAD.finditer(text[:start]))
    begins = leads[-1].end() if leads else 0
    is_nothing_else = not leads and _HERE.fullmatch(text, end) is not None
    if not (leads or is_nothing_else) or start - begins > _NEAR:
        return None
    name = read_name_beside(text[begins:start], "")
    if name is None or len(name.split()) > _MOST_WORDS:
        return None
    is_called = bool(leads) and _CALLED.match(leads[-1].group()) is not None
    begins = max(begins, text.rfind(name, begins, start))
    is_all = is_nothing_else and is_capital_name(text[begins : begins + len(name)])
    return (name, begins) if is_called or is_all or _is_name_as_written(name, text) else None


def read_number_with_name(text: str) -> str | None:
    """The number of who says in a breath who they are: "im Jean Broon 07700 900123 and …",
    "Jean Broon 14/2/61 07700 900123"."""
    found = read_phone(_DATE.sub(lambda date: " " * len(date.group()), text))
    if found is None:
        return None
    number, start, end = found
    is_behind_date = _DATE_AT_END.search(text[:start]) is not None
    is_own = is_behind_date or name_before(text, start, end) is not None
    return number if is_own else None


def _is_name_as_written(name: str, text: str) -> bool:
    """Whether a name is one for sure, with the capitals that it was given."""
    at = text.casefold().find(name.casefold())
    return is_written_name(text[at : at + len(name)] if at >= 0 else name)


def _named(text: str, situation: Situation) -> tuple[Command, ...]:
    """ "My name is Agnes and I am 79", "I'm Jean Broon, can you help"."""
    found = _NAMED.search(text)
    if found is None and (found := _SAYS_WHO.search(text)) is not None:
        found = found if is_sure_name(found["name"]) and not _FOR_ANOTHER.search(text) else None
    name = read_person_name(AFTER_NAME.sub("", found["name"])) if found is not None else None
    if found is None or name is None or len(name.split()) > _MOST_WORDS:
        return ()
    return (SetSlot(name=situation.vocabulary.name_slot, value=name, span=Span(*found.span())),)


def told_age(text: str) -> int | None:
    """How old the writer says they are, where that may be: "im 15 and i want to die"."""
    found = _age(text)
    return found[0] if found is not None else None


def _age(text: str) -> tuple[int, Span] | None:
    for found in _AGE.finditer(text):
        said = found["age"].casefold()
        age = _AGES.get(said) or int(said)
        if age >= YOUNGEST:
            return age, Span(*found.span())
    at_school = age_at_school(text)
    return (at_school[0], Span(*at_school[1:])) if at_school is not None else None


def read_young_age(text: str, situation: Situation) -> tuple[Command, ...]:
    """Somebody says that they are younger than those whom we may help: that goes to a person."""
    flow, slots = situation.vocabulary.too_young_flow, situation.slots
    found = _age(text)
    if found is None or slots.get("is_under_age") or flow not in situation.vocabulary.flows:
        return ()
    if found[0] >= float(slots.get("minimum_age") or 0):
        return ()
    start = StartFlow(flow=flow, span=found[1])
    return (start,) if situation.question is None else (CancelFlow(), start)
