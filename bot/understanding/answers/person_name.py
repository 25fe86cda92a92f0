"""A person's name out of "ma name's jean broon", "its Mrs Henderson" or "Jean Broon"."""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.named_needs import read_named_needs
from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_words

_LEAD: Final = regex.compile(
    r"^\W*(?:(?:hi|hello|hiya|yes|aye|ok|sure|well|oh|sorry|naw|no|yep)\b[\s,.!-]{0,3}){0,2}"
    r"(?:(?:it['’]?s|it is|this is|that['’]?s|that is|"
    r"(?:i['’]?m|i am|ah['’]?m|am|ah am)(?: (?:called|cried))?|"
    r"(?:my|ma|me|the|her|his|their) (?:full |first )?name(?:['’]?s| is| wid be| would be)?|"
    r"name(?:['’]?s| is|:)?|(?:you can |just )?call me|they call me|folk call me|known as|"
    r"(?:a|e)m called|"
    r"nazywam sie|nazywam się|mam na imie|mam na imię|mera naam|"
    r"мене звати|мене звуть|меня зовут|моє ім['’ʼ]?я|моё имя|ім['’ʼ]?я|имя|"
    r"اسمي|إسمي|أنا اسمي|نام من|میرا نام|ਮੇਰਾ ਨਾਮ)\b[\s,:.-]{0,3}){0,3}"
    r"(?:我的名字是|我叫|我姓|姓名|名字)?[\s:：]{0,2}",
    regex.IGNORECASE,
)
_TAIL: Final = regex.compile(
    r"[\s,.;:-]*\b(?:here|speaking|hen|pal|please|thanks|thank you|hai|born|aged?|ur|dob|d\.o\.b|"
    r"chi(?: number| no)?|date of birth|and|by the way|is (?:my|ma) name|"
    r"and (?:i was|i['’]?m) born(?: on)?|(?:i was )?born (?:on )?(?:the )?)[\s:,.]*$",
    regex.IGNORECASE,
)
AFTER_NAME: Final = regex.compile(
    r"\s(?:and|n|but|i|im|ive|i['’]\w+|ah|am|aged?|my|here|who|with|can|could|please|on|from|new|"
    r"got|have|has|writing|texting|speaking|again|born|d\.?o\.?b|(?:ma|a|an|so)(?=\s+\w))\b.*",
    regex.IGNORECASE | regex.DOTALL,
)
""" "My name is Jean Broon my gas is off": what goes on behind a name; Kim So is one."""
_CALL_ME: Final = regex.compile(r"^\W*(?:(?:you can|just|please|folk|they) )?call me\b", regex.I)
_NAME: Final = regex.compile(r"^[\p{L}\p{M}][\p{L}\p{M}'’.\- ]*$")
_NOT_NAMES: Final = answer_words("not_names")
_NAMES_TOO: Final = answer_words("names_too")
_TALKING_CHINESE: Final = regex.compile(
    r"[我你您他她它们不没是的了吗呢吧什怎谢请帮想要说懂]|\p{Han}{5}"
)
"""Words of talk, in a script that puts no spaces between them; and more letters than names have."""
_MOST_WORDS: Final = 5
SMALL_WORDS: Final = answer_words("within_names")
"""Words within a name that have no capital."""


def read_person_name(text: str) -> str | None:
    """The name as it should be written, or None where the text is no name."""
    bare = bare_name(text)
    words = bare.split()
    if not 1 <= len(words) <= _MOST_WORDS or _holds_other_words(words):
        return None
    return as_name(bare)


def bare_name(text: str) -> str:
    """What is left of "ma name's Jean Broon here" without the words around a name."""
    bare = _TAIL.sub("", _TAIL.sub("", _LEAD.sub("", text[:200].strip())))
    return bare.strip(" \t\r\n.,!;:-–—()\"'’")


def as_name(bare: str) -> str | None:
    """A bare name as it should be written; None for other signs than those of names, for talk in
    Chinese and for words that name a need."""
    if not _NAME.match(bare) or len(bare) < 2 or _TALKING_CHINESE.search(bare):
        return None
    if read_named_needs(normalise(_without_names(bare))):
        return None
    return " ".join(_written(word) for word in bare.split())


def _without_names(bare: str) -> str:
    """ "Bill" and "Rich" are names before they are words about money."""
    return " ".join(word for word in bare.split() if word.casefold() not in _NAMES_TOO)


def is_no_name_word(word: str) -> bool:
    """Whether a word is one of talk, that is a name only where all around it are."""
    return word.strip(".,'’").casefold() in _NOT_NAMES


def says_what_to_call(text: str) -> bool:
    """ "Call me Pat" gives a name; "call me back" asks for a call."""
    return _CALL_ME.match(text) is not None and read_person_name(text) is not None


def _holds_other_words(words: list[str]) -> bool:
    """Words that are no names; "Will", "An" and an initial are, in a name written as one."""
    bare = [word.strip(".,'’") for word in words]
    others = [word for word in bare if is_no_name_word(word)]
    is_written = all(word.istitle() for word in bare) and len(others) < len(bare)
    return bool(others) and not (
        is_written and all(word.casefold() in _NAMES_TOO or len(word) == 1 for word in others)
    )


def _written(word: str) -> str:
    """Names typed in one case get capitals; a mixed one is the person's own way."""
    if not (word.islower() or (word.isupper() and len(word) > 2)):
        return word
    if word.casefold() in SMALL_WORDS:
        return word.casefold()
    parts = regex.split(r"([-'’])", word.casefold())
    written = "".join(part[:1].upper() + part[1:] for part in parts)
    return _after("Mc", written)


def _after(prefix: str, word: str) -> str:
    if word.startswith(prefix) and len(word) > len(prefix) + 2:
        return prefix + word[len(prefix)].upper() + word[len(prefix) + 1 :]
    return word
