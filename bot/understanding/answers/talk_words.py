"""Words of ordinary talk: what a rule listens for, the common ones, yes, no and courtesies."""

from __future__ import annotations

from functools import lru_cache

from bot.understanding.lexicons import phrase_groups, signs
from bot.understanding.word_list import answer_words, read_lexicon


def is_of_talk(word: str) -> bool:
    """Whether `word`, in small letters, is one of them or begins as one does."""
    whole, beginnings = _words_of_talk()
    return word in whole or word.startswith(beginnings)


@lru_cache(maxsize=1)
def _words_of_talk() -> tuple[frozenset[str], tuple[str, ...]]:
    """Every word that a rule listens for, and the beginnings of such words."""
    known = signs().vocabulary() | phrase_groups("requests").vocabulary()
    common = frozenset(str(read_lexicon("common_words")["en"]).split())
    listed = (answer_words(name) for name in ("not_names", "yes", "no", "polite", "courtesies"))
    beginnings = tuple(sorted(word[:-1] for word in known if word.endswith("*")))
    return known.union(common, *listed), beginnings
