"""Yes and no, in the languages of DOMAIN §9 and with thumbs."""

from __future__ import annotations

from typing import Final

from bot.understanding.normalise import normalise

_YES: Final = frozenset(
    [
        "yes",
        "y",
        "ye",
        "yeah",
        "yea",
        "yep",
        "yup",
        "yip",
        "yas",
        "aye",
        "ay",
        "ayeaye",
        "ok",
        "okay",
        "okey",
        "k",
        "sure",
        "correct",
        "right",
        "true",
        "definitely",
        "absolutely",
        "certainly",
        "indeed",
        "exactly",
        "perfect",
        "grand",
        "fine",
        "👍",
        "✅",
        "✔",
        "👌",
        "tak",
        "haan",
        "han",
        "ji",
        "jee",
        "oui",
        "si",
        "da",
        "na3am",
        "naam",
        "bale",
        "baleh",
        "areh",
        "نعم",
        "ہاں",
        "بله",
        "так",
        "да",
        "是",
        "好",
        "对",
        "ਹਾਂ",
        "affirmative",
        "totally",
        "defo",
        "deffo",
        "deffs",
        "course",
    ]
)
_NO: Final = frozenset(
    [
        "no",
        "n",
        "nope",
        "naw",
        "nah",
        "nay",
        "never",
        "👎",
        "❌",
        "✖",
        "nie",
        "nahi",
        "nahin",
        "nein",
        "nu",
        "la",
        "لا",
        "نہیں",
        "نه",
        "ні",
        "нет",
        "不",
        "不是",
        "ਨਹੀਂ",
        "wrong",
        "incorrect",
        "false",
    ]
)
_YES_PHRASES: Final = tuple(
    tuple(phrase.split())
    for phrase in [
        "no bother",
        "no problem",
        "no worries",
        "no prob",
        "no probs",
        "no wonder",
        "that is right",
        "thats right",
        "thats it",
        "thats correct",
        "thats me",
        "it is",
        "i am",
        "i do",
        "of course",
        "go on",
        "go ahead",
        "sounds good",
        "suits me",
        "thats fine",
        "that is fine",
        "works for me",
        "not a problem",
        "no doubt",
        "too right",
        "spot on",
        "you got it",
        "it does",
        "i would",
        "i have",
        "thats grand",
        "that will do",
        "thatll do",
        "bang on",
        "got it in one",
        "all good",
        "happy with that",
        "i think so",
        "think so",
        "suppose so",
        "i suppose",
        "guess so",
        "please do",
        "why not",
    ]
)
_NO_PHRASES: Final = tuple(
    tuple(phrase.split())
    for phrase in [
        "not really",
        "i dont",
        "i am not",
        "im not",
        "it isnt",
        "its not",
        "that isnt",
        "thats not",
        "thats wrong",
        "not right",
        "dont think so",
        "i dont think so",
        "not quite",
        "not at all",
        "no way",
        "no thanks",
        "id rather not",
        "it is not",
        "rather you didnt",
        "better not",
        "it doesnt",
        "i wouldnt",
        "i havent",
        "not safe",
        "not yet",
        "please dont",
        "dont",
    ]
)
_POLITE: Final = frozenset(
    [
        "please",
        "thanks",
        "thank",
        "you",
        "hen",
        "pal",
        "mate",
        "love",
        "dear",
        "so",
        "much",
        "that",
        "is",
        "it",
        "its",
        "thats",
        "right",
        "fine",
        "very",
        "just",
        "well",
        "cheers",
        "really",
        "doctor",
        "sir",
        "miss",
    ]
)


def read_yes_no(text: str) -> tuple[bool, tuple[str, ...]] | None:
    """Yes or no at the head of a message, with the words that follow; None if neither."""
    words = normalise(text).spoken()
    for value, phrases in ((True, _YES_PHRASES), (False, _NO_PHRASES)):
        for phrase in phrases:
            if words[: len(phrase)] == phrase:
                return value, _rest(words[len(phrase) :])
    if not words:
        return None
    if words[0] in _YES:
        return _sure_yes(words[1:])
    return (False, _rest(words[1:])) if words[0] in _NO else None


def _sure_yes(rest: tuple[str, ...]) -> tuple[bool, tuple[str, ...]] | None:
    """ "aye right", "yes and no" and "yes but no" are no yes."""
    if rest[:2] in (("and", "no"), ("but", "no")) or rest == ("or", "no"):
        return None
    return True, _rest(rest)


def _rest(words: tuple[str, ...]) -> tuple[str, ...]:
    while words and (words[0] in _POLITE or words[0] in _YES or words[0] in _NO):
        words = words[1:]
    return () if all(word in _POLITE for word in words) else words
