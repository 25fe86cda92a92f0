"""Answers among offered choices: number, ordinal, label, synonym, typo, or several of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz.distance import OSA

from bot.commands import Choice, Clarify, Command, OpenQuestion, SetSlot
from bot.understanding.answers.answer import Answer
from bot.understanding.answers.button import choose
from bot.understanding.answers.choice_labels import is_all_said, labels_of, meanings_of
from bot.understanding.answers.leading_number import (
    read_number_before_day,
    read_number_before_sentence,
)
from bot.understanding.answers.number import read_numbers
from bot.understanding.answers.number_after_all import may_be_hours, read_numbers_of_times
from bot.understanding.answers.ordinal import place_by_ordinal
from bot.understanding.answers.telling_words import (
    BREAK,
    DENIALS,
    EMPTY_WORDS,
    in_clauses,
    telling_words,
)
from bot.understanding.answers.yes_no import is_at_a_loss, read_yes_no, tells_a_lack
from bot.understanding.carrier_words import CARRIER_WORDS
from bot.understanding.normalise import normalise
from bot.understanding.word_list import answer_words

_ANY_OF_THEM: Final = answer_words("any_of_them")
_FUSS: Final = frozenset(["fussy", "fussed", "bothered"])
_AROUND_ANY: Final = _ANY_OF_THEM | answer_words("around_any")
_WEAK_WORDS: Final = answer_words("choice_weak")
"""They tell a choice only together with all its other words: "cannae make it", not "cannae pay"."""
_NO_SLIPS: Final = _WEAK_WORDS | {"later"}
"""Another word is one letter away: "where" is no slip of "there", nor "late" of "later"."""
_NO_SLIP_OF_OURS: Final = answer_words("no_slips")
""" "Need food" is no slip of "good", nor "for god's sake" of a yes."""
_CONDITIONS: Final = answer_words("conditions")
_OTHER_MATTERS: Final = answer_words("other_matters")
_TEXTING: Final = frozenset(["text", "texts", "texting", "message", "messages", "safe"])
_BOTH: Final = frozenset(["both", "all", "everything"])
_MEANING_ALL: Final = _BOTH | EMPTY_WORDS | {"them", "two", "three"}


def read_choice(text: str, question: OpenQuestion, synonyms: Mapping[str, str]) -> Answer | None:
    """The choice or choices meant, Clarify where two fit, None where none does."""
    plain = normalise(text)
    words, telling = plain.spoken(), in_clauses(plain)
    denies_nothing = tells_a_lack(text, words) or is_at_a_loss(words)
    telling = telling[1:] if denies_nothing else telling
    return (
        _by_number(text, words, question)
        or _by_leading_number(text, question)
        or _by_ordinal(words, question)
        or _by_indifference(words, question)
        or _by_label(words, question, synonyms)
        or _by_yes_or_no(text, question)
        or _by_words(telling, question, synonyms)
        or _by_typo(telling, question)
    )


def _by_number(text: str, words: tuple[str, ...], question: OpenQuestion) -> Answer | None:
    offered = len(question.choices)
    if _BOTH & set(words) and set(words) <= _MEANING_ALL:
        return _several(range(offered), question) if offered else None
    is_time = question.kind == "when"
    numbers = read_numbers_of_times(text) if is_time else read_numbers(text)
    is_clock = is_time and may_be_hours(text, words)
    if is_clock or not numbers or not all(1 <= number <= offered for number in numbers):
        return None
    return _several([number - 1 for number in dict.fromkeys(numbers)], question)


def _by_leading_number(text: str, question: OpenQuestion) -> Answer | None:
    is_time = question.kind == "when"
    number = read_number_before_sentence(text) if is_time else read_number_before_day(text)
    if number is None or not 1 <= number <= len(question.choices):
        return None
    return Answer(commands=_several([number - 1], question).commands)


def _by_ordinal(words: tuple[str, ...], question: OpenQuestion) -> Answer | None:
    place = place_by_ordinal(words, question)
    return _several([place], question) if place is not None else None


def _by_indifference(words: tuple[str, ...], question: OpenQuestion) -> Answer | None:
    """ "The soonest" or "any of them" of the times on offer, which are in order: the first."""
    if question.kind != "when" or not question.choices:
        return None
    if words[:1] in (("do",), ("have",), ("are",), ("is",)):
        return None  # "do you have any" asks
    is_any = bool(_ANY_OF_THEM.intersection(words)) and (
        "not" not in words or _FUSS.intersection(words)
    )
    return _several([0], question) if is_any and set(words) <= _AROUND_ANY else None


def _by_label(
    words: tuple[str, ...], question: OpenQuestion, synonyms: Mapping[str, str]
) -> Answer | None:
    said = " ".join(words)
    meaning = " ".join(normalise(synonyms.get(said, said)).spoken())
    fitting = [
        place
        for place, choice in enumerate(question.choices)
        if any(" ".join(label) in (said, meaning) for label in labels_of(choice))
    ]
    return _several(fitting, question) if len(fitting) == 1 else None


def _by_yes_or_no(text: str, question: OpenQuestion) -> Answer | None:
    """Where "Yes" and "No" are among the choices, every yes is one."""
    said = read_yes_no(text)
    if said is None:
        return None
    fitting = [
        place
        for place, choice in enumerate(question.choices)
        if _is_yes_or_no(choice, value=said[0])
    ]
    if len(fitting) != 1 or (len(question.choices) > 2 and _depends(*said)):
        return None
    if said[1] and (other := _said_after_all(text, question, fitting[0])):
        return other
    answer = _several(fitting, question)
    return Answer(commands=answer.commands, is_whole=not said[1])


def _depends(is_yes: bool, rest: Sequence[str]) -> bool:
    """ "Yes, but only when he's at work" is neither yes nor no where there is more to choose.

    Nor is "I don't want my GP told", where texts were asked about.
    """
    says_other = not is_yes and rest[:1] and rest[0] in _OTHER_MATTERS
    return bool(_CONDITIONS.intersection(rest)) or bool(
        says_other and (rest[0] == "mind" or not _TEXTING.intersection(rest))
    )


def _said_after_all(text: str, question: OpenQuestion, said: int) -> Answer | None:
    """ "Yes but can it be later": what follows chooses another, and is what they want."""
    answer = _by_words(in_clauses(normalise(text)), question, {})
    others = (place for place in range(len(question.choices)) if place != said)
    is_other = answer is not None and any(
        answer.commands == _several([place], question).commands for place in others
    )
    return answer if is_other else None


def _is_yes_or_no(choice: Choice, *, value: bool) -> bool:
    """A title may go on after its yes ("Yes, please"), no synonym may ("no one else sees it")."""
    wanted = ("yes" if value else "no",)
    title, *others = labels_of(choice)
    return (
        title[:1] == wanted
        or wanted in others
        or any(held is value for held in choice.slots.values())
    )


def _by_words(
    words: tuple[str, ...], question: OpenQuestion, synonyms: Mapping[str, str]
) -> Answer | None:
    """Words that fit one choice alone; two that fit equally well are asked about."""
    question = _without_bare(words, question)
    said = set(telling_words(words))
    said |= meanings_of(said, question, synonyms)
    scores = [_likeness(said, choice) for choice in question.choices]
    best = max(scores, default=0)
    fitting = [place for place, score in enumerate(scores) if score == best and best > 0]
    if not fitting:
        return None
    wholly = [place for place in fitting if is_all_said(question.choices[place], said)]
    if len(wholly) == 1:
        fitting = wholly
    if len(fitting) == 1:
        answer = _several(fitting, question)
        is_one = "one" in words and DENIALS.isdisjoint(words)
        is_whole = is_one and _names(said, question.choices[fitting[0]], question)
        return Answer(commands=answer.commands, is_whole=is_whole)
    if question.may_choose_several and _each_told(fitting, said, question):
        return Answer(commands=_several(fitting, question).commands)
    return Answer(commands=(Clarify(options=tuple(question.choices[p].title for p in fitting)),))


def _names(said: set[str], choice: Choice, question: OpenQuestion) -> bool:
    """Whether words about a time say nothing but what is in its name: "the Thursday one"."""
    return question.kind == "when" and any(
        said <= telling_words(label) for label in labels_of(choice)
    )


def _without_bare(words: tuple[str, ...], question: OpenQuestion) -> OpenQuestion:
    """Other names of which but one word tells something count only as they stand.

    "Only me" is not in "only when he's out".
    """
    text = f" {' '.join(words)} "
    return replace(
        question,
        choices=tuple(
            replace(choice, synonyms=tuple(n for n in choice.synonyms if _may_count(n, text)))
            for choice in question.choices
        ),
    )


def _may_count(name: str, text: str) -> bool:
    label = normalise(name).spoken()
    return len(label) < 2 or len(telling_words(label)) > 1 or f" {' '.join(label)} " in text


def _likeness(said: set[str], choice: Choice) -> int:
    """How many words tell this choice: any of its title, but most of any other name for it.

    "I can't pay on my own" has one word of "my own phone", and says nothing about a phone.
    """
    title, *others = labels_of(choice)
    shared = [
        _shared(said, telling_words(label)) for label in others if _is_mostly_said(label, said)
    ]
    return max(_shared(said, telling_words(title)), *shared, 0)


def _is_mostly_said(label: Sequence[str], said: set[str]) -> bool:
    told = telling_words(label)
    return 2 * len(said & told) > len(told)


def _shared(said: set[str], told: frozenset[str]) -> int:
    """How many words tell this choice; words that are weak by themselves only all together."""
    shared = said & told
    is_told = bool(shared - _WEAK_WORDS) or (len(told) > 1 and told <= said)
    return len(shared) if is_told else 0


def _each_told(fitting: Sequence[int], said: set[str], question: OpenQuestion) -> bool:
    """Each of several choices has a word of its own: "debt and bills"."""
    told = [
        {word for label in labels_of(question.choices[place]) for word in telling_words(label)}
        & said
        for place in fitting
    ]
    return len({frozenset(words) for words in told}) == len(fitting)


def _by_typo(words: tuple[str, ...], question: OpenQuestion) -> Answer | None:
    """One slip in 4 to 6 letters, two above; one best; never from or onto an opt-out word.

    Never a pure answer: "kill" is one slip from "bill", so the text is still scanned.
    """
    question = _without_bare(words, question)
    telling = [word for word in words if word not in EMPTY_WORDS and word != BREAK]
    if any(word in _NO_SLIP_OF_OURS for word in telling):
        return None
    if not 1 <= len(telling) <= 3 or CARRIER_WORDS.intersection(telling):
        return None
    if DENIALS.intersection(words):  # "not better" is no slip of "better"
        return None
    distances = [
        (_distance(telling, choice), place) for place, choice in enumerate(question.choices)
    ]
    near = sorted((distance, place) for distance, place in distances if distance is not None)
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    answer = _several([near[0][1]], question)
    return Answer(commands=answer.commands)


def _distance(said: Sequence[str], choice: Choice) -> int | None:
    title, *others = labels_of(choice)
    found = [
        OSA.distance(word, told)
        for label in (title, *(each for each in others if len(telling_words(each)) == 1))
        for told in telling_words(label) - CARRIER_WORDS - DENIALS - _NO_SLIPS
        for word in said
        if min(len(word), len(told)) >= 4
        and OSA.distance(word, told) <= (1 if max(len(word), len(told)) <= 6 else 2)
    ]
    return min(found, default=None)


def _several(places: Sequence[int], question: OpenQuestion) -> Answer:
    """One choice as pressed; several as a list, or asked about where only one can be true. Else the
    first counts, as of times on offer: either will do."""
    chosen = [question.choices[place] for place in places]
    if len(chosen) > 1 and question.may_choose_several:
        values = [choice.slots.get(question.slot, choice.payload) for choice in chosen]
        command: Command = SetSlot(name=question.slot, value=values, by_button=True)
        return Answer(commands=(command,), is_whole=True)
    if len(chosen) > 1 and question.kind != "when" and not question.takes_first:
        return Answer(commands=(Clarify(options=tuple(each.title for each in chosen)),))
    return Answer(commands=choose(chosen[0], question), is_whole=True)
