"""How somebody would like to meet: "in person please", "no by phone", "can you come to me"."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import regex

Way: TypeAlias = Literal["in_person", "phone", "video", "home"]

_WAYS: Final[dict[Way, regex.Pattern[str]]] = {
    "in_person": regex.compile(
        r"\b(?:in person|face (?:to|tae) face|f2f|in the (?:flesh|surgery|practice)"
        r"|(?:at|tae|to) the (?:surgery|practice)|(?:come|coming|pop) in\b(?! the (?:morning"
        r"|afternoon|evening)))"
    ),
    "video": regex.compile(r"\b(?:video|zoom|facetime|skype|teams call)\b"),
    "home": regex.compile(
        r"\b(?:home visit|(?:at|to|tae|in) (?:my|ma) (?:own )?(?:home|house|hoose|flat|bit)"
        r"|come (?:to|tae) me)\b"
    ),
    "phone": regex.compile(
        r"\b(?:(?:by|on|over|oan|ower) the (?:phone|fone|telephone)|by (?:phone|telephone)"
        r"|(?:phone|telephone) (?:call|chat|one|please|pls|is better|is best|suits)"
        r"|a (?:phone|call)\b(?! number)"
        r"|(?:can|could|rather|prefer|want|like|instead)\b(?: \w+){0,4} (?:phone|fone|ring|call) "
        r"(?:me|us)\b)\b"
    ),
}
_NO_PHONE: Final = regex.compile(
    r"\b(?:(?:not?|no|dont|do not|cant|cannot|rather not|without|hate|dinnae) "
    r"(?:(?!(?:so|but|then|and|just)\b)\w+ ){0,3}(?:phones?|fone|telephone|calls?)\b"
    r"|(?:dont|do not|not|rather not) (?:\w+ )?(?:to )?(?:speak|talk|speaking|talking) "
    r"(?:(?:to|with) \w+ )?(?:on|over|by) the (?:phone|telephone)"
    r"|(?:phones?|calls?)(?: is| are| calls?)? (?:no|not?|isnt|arent) (?:good|use|any))"
)


_REFUSED: Final = regex.compile(
    r"\b(?:not?|dont|cant|cannot|without|rather not|dinnae|cannae|hate)"
    r"(?: (?!(?:so|but|then|and)\b)\w+){0,2} $"
    r"|\b(?:does|do|will|would|must) (?:it|i|we)(?: (?:have|need|hae) to)?(?: \w+){0,2} $"
)
""" "Does it have to be in person" would rather it was not."""
_AT_A_TIME: Final = regex.compile(
    r"(?: calls?)?(?: me| us)? (?:in the (?:morn|after|even)\w*|before|after|between|when|while"
    r"|till?|until|on(?! (?:my|ma|this|that|the (?:phone|mobile|landline)))|at)\b(?! all\b)"
)
""" "No calls before ten" refuses an hour, and no calls."""
_CALLING: Final = regex.compile(
    r"\b(?:dont|do not|dinnae|cant|cannot|never|no) (?:phone|ring|call)(?:s|ing)?\b"
)
_NO_GOOD: Final = regex.compile(
    r"^ (?:is |are |visits? |calls? )*(?:no|not|isnt|arent|doesnt) "
    r"(?:good|use|any|suit|work|for me)"
)


_WAY_REFUSED: Final = regex.compile(
    r"[\s,(]*\b(?:but\s+)?(?:not?|nae|without|rather not)\s+(?:(?:by|on|over|any|a|an|the|in)\s+)*"
    r"(?:(?:phone|telephone|video|home)(?:\s+(?:calls?|chats?|visits?))?|calls|person|"
    r"face to face)\b"
    r"(?!\s+(?:calls?|before|after|on|in|at|till?|until|me|number)\b)",
    regex.IGNORECASE,
)
_CANT_COME: Final = regex.compile(
    r"\b(?:(?:cant|cannot|cannae|canny|not able to|unable to) "
    r"(?:come (?:in|to|out)|get (?:in|out|there|to)|leave the)|housebound|bedbound)\b"
)


def read_way_of_meeting(text: str) -> Way | None:
    """The one way that is asked for; in person where only the phone is refused, else the phone."""
    said = regex.sub(r"['’]", "", text.casefold())
    if _CANT_COME.search(said) and not _WAYS["home"].search(said):
        return "phone"
    refused = {way for way, words in _WAYS.items() if _is_refused(words, said)}
    no_phone = _NO_PHONE.search(said)
    if no_phone is not None and not _AT_A_TIME.match(said[no_phone.end() :]):
        refused.add("phone")
    for way, words in _WAYS.items():
        if way not in refused and words.search(said):
            return way
    if "phone" in refused:
        return None if "in_person" in refused else "in_person"
    return "phone" if refused else None


def refuses_some_calls(text: str) -> bool:
    """Whether calls are refused at a time alone: "please don't phone me before 10"."""
    said = regex.sub(r"['’]", "", text.casefold())
    found = list(_CALLING.finditer(said))
    return bool(found) and all(_AT_A_TIME.match(said[each.end() :]) for each in found)


def without_refused_ways(text: str) -> str:
    """ "Wednesday 10am" of "Wednesday 10am not by phone", which refuses no Wednesday."""
    return _WAY_REFUSED.sub(" ", text)


def _is_refused(words: regex.Pattern[str], said: str) -> bool:
    """ "Not in person", "in person is no good"."""
    return any(
        (_REFUSED.search(said[: found.start()]) and not _AT_A_TIME.match(said[found.end() :]))
        or _NO_GOOD.match(said[found.end() :])
        for found in words.finditer(said)
    )
