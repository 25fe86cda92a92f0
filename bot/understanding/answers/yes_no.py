"""Yes and no, in the languages of DOMAIN §9 and with thumbs."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.answers.courtesies import without_opener
from bot.understanding.normalise import PlainText, normalise
from bot.understanding.word_list import answer_phrases, answer_words

_YES: Final = answer_words("yes")
_NO: Final = answer_words("no")
_PHRASES: Final = sorted(
    [(phrase, True) for phrase in answer_phrases("yes_phrases")]
    + [(phrase, False) for phrase in answer_phrases("no_phrases")],
    key=lambda each: -len(each[0]),
)
"""The longest first: "of course not" is not "of course"."""
_DENYING: Final = answer_words("denying") | _NO
_AT_A_LOSS: Final = tuple(answer_phrases("at_a_loss"))
_RATHER: Final = answer_words("rather")
_UNSURE: Final = frozenset(["sure", "certain", "idea"])
_POLITE: Final = answer_words("polite")
_LACKED: Final = answer_words("lacked")
_DOUBTED: Final = (("aye", "right"), ("aye", "right", "you", "are"), ("yeah", "right"))
_HEAD_ALONE: Final = re.compile(r"\s*\w+\s*[^\w\s]")
_AFTER_YE: Final = _POLITE | {"its", "is", "i", "im", "my", "only", "but", "ok"}


_TAKEN_BACK: Final = re.compile(
    r"^(?P<said>.+?)\W+(?:(?:oh|och|actually|wait|hang on|hold on|haud on|sorry|i mean|"
    r"on second thoughts?|changed (?:my|ma) mind)\b\W*)+(?P<instead>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST: Final = 120
"""Letters of a text in which a yes or no is looked for behind another."""
_CLEAR_YES: Final = frozenset(["yes", "aye", "yeah", "yep", "yup"])
_HAD: Final = _POLITE | _DENYING | answer_words("had")
_UNABLE: Final = _DENYING | {"havent", "cant", "cannot", "couldnt"}
_HEARD: Final = frozenset(["ok", "okay", "okey", "k", "right", "fine"])
"""Behind an "oh" they say no more than that somebody has read us."""


def read_yes_no(text: str) -> tuple[bool, tuple[str, ...]] | None:
    """Yes or no at the head of a message, with the words that follow; None if neither.

    "No thanks. Actually aye" is yes, and so is "Hiya. Oh aye, thanks".
    """
    said = _at_the_head(text)
    return said if said is not None else _after_opener(without_opener(text), text)


def _after_opener(text: str, whole: str) -> tuple[bool, tuple[str, ...]] | None:
    """ "Hi, yes it's my phone" and "Oh no we dont". "Oh no I forgot" is no no, and neither "Hi, I
    am lonely" nor "Oh ok" a yes."""
    said = _at_the_head(text) if text != whole else None
    if said is None or (said[0] and _is_clear_yes(text)):
        return said
    value, rest = said
    is_only_heard = _HEARD.issuperset(normalise(text).spoken()[:1])
    is_denied = not value and rest[:1] in (("i",), ("we",)) and rest[1:2] and rest[1] in _UNABLE
    return said if is_denied or not (rest or is_only_heard) else None


def _at_the_head(text: str) -> tuple[bool, tuple[str, ...]] | None:
    found = _TAKEN_BACK.match(text) if len(text) <= _LONGEST else None
    said = _read(found["said"]) if found is not None else None
    instead = _read(found["instead"]) if found is not None else None
    if found is None or said is None or instead is None or said[1] or instead[1]:
        return _read(text)
    # "No, actually that's fine" may decline still.
    is_sure = said[0] or not instead[0] or _is_clear_yes(found["instead"])
    return instead if is_sure else _read(text)


def _is_clear_yes(text: str) -> bool:
    return _CLEAR_YES.issuperset(normalise(text).spoken()[:1])


def _read(text: str) -> tuple[bool, tuple[str, ...]] | None:
    words = _as_meant(normalise(text))
    if tells_a_lack(text, words) or is_at_a_loss(words):
        return None
    for phrase, value in _PHRASES:
        if words[: len(phrase)] == phrase:
            rest = words[len(phrase) :]
            if phrase[-1] == "have" and not _is_of_having(rest):
                return None
            return _after_yes_phrase(rest) if value else _after_no(rest)
    if not words or words[:2] == ("never", "mind"):
        return None
    if words[0] in _YES:
        return None if words in _DOUBTED else _after_yes(words[1:])
    if words[0] not in _NO or _CLEAR_YES.intersection(words[1:2]):
        return None
    return False, _rest(words[1:])


def tells_a_lack(text: str, words: tuple[str, ...]) -> bool:
    """ "Nae food in" tells what is missing, and "no phone calls" what is not wanted; "no, food" and
    "no just food" deny."""
    told = words[2:3] if words[1:2] == ("phone",) else words[1:2]
    is_lacking = words[:1] == ("no",) and not (_LACKED.isdisjoint(told) and not _lists(words))
    return is_lacking and not _HEAD_ALONE.match(text)


def _lists(words: tuple[str, ...]) -> bool:
    """ "No wifi no credit no nothing" lists what is missing; "no no, no thanks" does not."""
    is_twice = words[2:3] == ("no",) and len(words) > 3
    return is_twice and _POLITE.isdisjoint(words[1:4]) and _DENYING.isdisjoint(words[1:2])


def is_at_a_loss(words: tuple[str, ...]) -> bool:
    """ "Nie rozumiem" and "I don't know" are no no: who is lost is asked again."""
    return any(words[: len(phrase)] == phrase for phrase in _AT_A_LOSS)


def _is_of_having(rest: tuple[str, ...]) -> bool:
    """ "I have", "I have got one" and "I have a letter" answer whether somebody has; "I have moved
    house", "I have been better" and "I have no food" tell something."""
    is_lack = rest[:1] == ("no",) and not _LACKED.isdisjoint(rest[1:2])
    return not is_lack and (not rest or rest[0] in _HAD)


def _as_meant(plain: PlainText) -> tuple[str, ...]:
    """ "N" alone is no; "ye" is you in "ye cannae", and yes by itself or in "ye its my phone"."""
    words = plain.spoken()
    said = plain.original.strip(" \t\n.,!").casefold()
    if said == "n":
        return ("no",)
    if words[:1] == ("you",) and said.startswith("ye"):
        return ("yes", *words[1:]) if len(words) == 1 or words[1] in _AFTER_YE else words
    if words[:1] == ("sorry",) and words[1:2] and words[1] in _NO:
        return words[1:]
    return words


def _after_no(rest: tuple[str, ...]) -> tuple[bool, tuple[str, ...]] | None:
    """ "I'm not sure" is no no."""
    return None if rest[:1] and rest[0] in _UNSURE else (False, _rest(rest))


def _after_yes_phrase(rest: tuple[str, ...]) -> tuple[bool, tuple[str, ...]] | None:
    """ "I am not", "it is wrong", "I would rather you didn't" and "I suppose not" are no."""
    if rest[:1] and rest[0] in _RATHER:
        denials = [at for at, word in enumerate(rest) if word in _DENYING]
        if denials:
            return _after_no(rest[denials[0] + 1 :])
        return (True, ()) if rest == ("afraid", "so") else None
    if _denies(rest):
        return _after_no(rest[1:])
    return True, _rest(rest)


def _after_yes(rest: tuple[str, ...]) -> tuple[bool, tuple[str, ...]] | None:
    """ "Yes and no", "yes but no" and "ok no" are no yes."""
    if rest[:2] in (("and", "no"), ("but", "no")) or rest == ("or", "no"):
        return None
    return None if _denies(_without_polite(rest)) else (True, _rest(rest))


def _denies(words: tuple[str, ...]) -> bool:
    """Not "no bother", "no one else reads it" and "no food", after a yes."""
    is_other = words[:2] == ("no", "one") or not _LACKED.isdisjoint(words[1:2])
    is_yes = any(value and words[: len(phrase)] == phrase for phrase, value in _PHRASES)
    return bool(words) and words[0] in _DENYING and not is_other and not is_yes


def _without_polite(words: tuple[str, ...]) -> tuple[str, ...]:
    while words and words[0] in _POLITE:
        words = words[1:]
    return words


def _rest(words: tuple[str, ...]) -> tuple[str, ...]:
    while words and (length := _length_of_more(words)):
        words = words[length:]
    return () if all(word in _POLITE for word in words) else words


def _length_of_more(words: tuple[str, ...]) -> int:
    """How many words say the same once more: "aye that suits me", "yes please"."""
    for phrase, _ in _PHRASES:
        if words[: len(phrase)] == phrase:
            return len(phrase)
    return int(words[0] in _POLITE or words[0] in _YES or words[0] in _NO)
