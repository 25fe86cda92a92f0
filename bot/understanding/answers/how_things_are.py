"""How things are, told by what they are not: "not much better" is the same, "no great" is worse."""

from __future__ import annotations

from typing import Final

import regex

from bot.commands import OpenQuestion, SetSlot, SkipQuestion
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.button import choose
from bot.understanding.answers.number import read_numbers
from bot.understanding.answers.telling_words import BREAK, DENIALS, in_clauses
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.but_still import but_still
from bot.understanding.lexicons import phrase_groups
from bot.understanding.normalise import PlainText, normalise
from bot.understanding.phrase_book import Match
from bot.understanding.requests import says_not_needed
from bot.understanding.word_list import answer_words

_BETTER: Final = "better"
_SAME: Final = "same"
_WORSE: Final = "worse"
_WORST_FIRST: Final = (_WORSE, "call", _SAME, _BETTER)
_MEANING: Final = {"not_better": _SAME, "not_worse": _SAME, "low": _WORSE, "worse_too": _WORSE}
_DENYING: Final = {"not_better": _BETTER, "not_worse": _WORSE}
_POLITE: Final = answer_words("polite") | {"ta"}
_LOW: Final = answer_words("low_alone")
_AROUND_LOW: Final = answer_words("around_low")
_ANSWERING_NO: Final = frozenset(["im", "i", "its", "it", "things", "am", "is", "a", "bit", "lot"])
""" "No im better" and "no a lot better" are better; "nae a lot better" is not."""
_WISHED_BETTER: Final = regex.compile(
    r"\bbetter\s+(?:if(?! anything)|that you|for you to|(?:after|efter|before|afore)\s+\d)|"
    r"(?:\bwould|\bwid|['’]d) be better\b",
    regex.IGNORECASE,
)
""" "Better if you phone after 3" is a wish, and says nothing of how things are."""
_MOST_WORDS: Final = 12
"""Who tells more is read by a person."""


def read_how_things_are(text: str, question: OpenQuestion, chosen: Answer | None) -> Answer | None:
    """The choice meant, where none was named or what was named is denied.

    Of two the worse; never "better".
    """
    worst = _worst_of_several(text, question)
    if worst is not None:
        return worst
    if chosen is not None and _WISHED_BETTER.search(text) and _names(chosen, question, _BETTER):
        return None
    plain = normalise(text)
    is_short = len(plain.spoken()) <= _MOST_WORDS and not text.rstrip().endswith("?")
    if not is_short or (chosen is not None and not _is_doubtful(plain, chosen, question)):
        return chosen
    told = _told(plain)
    if not told:
        return chosen or _left(text, question)
    meant = _WORSE if _WORSE in told else _SAME
    choice = question.choice_with(meant)
    return Answer(commands=choose(choice, question)) if choice is not None else chosen


def _left(text: str, question: OpenQuestion) -> Answer | None:
    """ "No thanks", to being asked how things are, would rather not say."""
    said = read_yes_no(text)
    is_no = said is not None and not said[0] and _POLITE.issuperset(said[1])
    is_no = is_no or says_not_needed(text)
    return (
        Answer(commands=(SkipQuestion(),), is_whole=True) if is_no and question.may_skip else None
    )


def _worst_of_several(text: str, question: OpenQuestion) -> Answer | None:
    """ "1 and 3": what asks for a person counts, and never the better."""
    numbers = set(read_numbers(text))
    if len(numbers) < 2 or not numbers <= set(range(1, len(question.choices) + 1)):
        return None
    chosen = [question.choices[number - 1] for number in numbers]
    meant = min(chosen, key=lambda choice: _WORST_FIRST.index(choice.slots.get(question.slot)))
    return Answer(commands=choose(meant, question), is_whole=True)


def speaks_of_something_else(text: str) -> bool:
    """ "Bad weather today", out of the blue, is not how its writer is."""
    return not answer_words("no_feeling").isdisjoint(normalise(text).spoken())


def tells_good_news(text: str) -> bool:
    """ "Got a job!!" and "finally got my pip": short, and with nothing that it is not."""
    plain = normalise(text)
    found = any(match.value == "good_news" for match in phrase_groups("feelings").find(plain))
    is_short = len(plain.spoken()) <= _MOST_WORDS and not text.rstrip().endswith("?")
    return found and is_short and DENIALS.isdisjoint(plain.spoken()) and not but_still(text)


def _is_low_alone(plain: PlainText) -> bool:
    """ "Pretty low" and "struggling": words that say how somebody is where they are all that is
    said."""
    said = set(plain.spoken())
    return bool(said & _LOW) and said <= _LOW | _AROUND_LOW


def _told(plain: PlainText) -> set[str]:
    found = [match for match in phrase_groups("feelings").find(plain) if match.value in _MEANING]
    if _is_low_alone(plain):
        return {_WORSE}
    denied = {match.end for match in found if match.value == "not_worse"}
    return {
        _MEANING[match.value]
        for match in found
        if match.value != "worse_too" or match.end not in denied
    }


def _is_doubtful(plain: PlainText, chosen: Answer, question: OpenQuestion) -> bool:
    """ "Hardly any better", "nothing's better" and "no too bad" name a choice and deny it."""
    if chosen.is_whole:
        return False
    denied = {
        match.value
        for match in phrase_groups("feelings").find(plain)
        if match.value in _DENYING and _is_of_one_clause(plain, match)
    }
    if len(denied) > 1:
        denied.discard("not_worse")  # "not much better if anything worse"
    return any(_names(chosen, question, _DENYING[value]) for value in denied)


def _names(chosen: Answer, question: OpenQuestion, value: str) -> bool:
    return any(
        isinstance(command, SetSlot) and (command.name, command.value) == (question.slot, value)
        for command in chosen.commands
    )


def _is_of_one_clause(plain: PlainText, match: Match[str]) -> bool:
    words = [word for word in plain.words if match.start <= word.at < match.end]
    said = plain.original[words[0].start : words[-1].end]
    is_answer = said.casefold().startswith("no ") and words[1].text in _ANSWERING_NO
    return BREAK not in in_clauses(normalise(said)) and not is_answer
