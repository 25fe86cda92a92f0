"""Reads the word lists that lie beside the code."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from bot.quick_yaml import read_values

_FOLDER: Final = Path(__file__).parent / "lexicon"


@lru_cache(maxsize=64)
def read_lexicon(name: str) -> Any:
    """The content of `lexicon/<name>.yml`; a missing or broken file raises."""
    return read_values((_FOLDER / f"{name}.yml").read_text("utf-8"))


def lexicon_names(prefix: str) -> tuple[str, ...]:
    """Names of all lexicons that begin with `prefix`, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob(f"{prefix}*.yml")))


def read_words(name: str) -> frozenset[str]:
    """A list of words written in lines of a lexicon, as a set."""
    return frozenset(word for line in read_lexicon(name) for word in str(line).split())


def read_word_map(name: str) -> dict[str, str]:
    """`plain: other spellings` lines turned round: each spelling to its plain word."""
    return {
        spelling: str(plain)
        for plain, spellings in read_lexicon(name).items()
        for spelling in str(spellings).split()
    }


@lru_cache(maxsize=64)
def answer_words(name: str) -> frozenset[str]:
    """A set of words of lexicon/answer_words.yml."""
    return frozenset(_answer_words()[name].split())


@lru_cache(maxsize=8)
def answer_phrases(name: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of lexicon/answer_words.yml under a name, one on each line, in words."""
    return tuple(tuple(line.split()) for line in _answer_words()[name].splitlines())


@lru_cache(maxsize=1)
def _answer_words() -> dict[str, str]:
    return {str(name): str(words) for name, words in read_lexicon("answer_words").items()}
