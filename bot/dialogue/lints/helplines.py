"""Numbers of helplines: wrong, misprinted, unknown, or left out where a life may hang on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.dialogue.lints.remark import at_response
from bot.dialogue.problem import Problem

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows
    from bot.dialogue.response import Variation

MUST_NAME_CRISIS_LINES: Final = (
    *("utter_crisis", "utter_failure", "utter_help", "utter_intake_closed"),
)
_SEPARATOR: Final = r"(?:[ \u00a0.\-\u2013]|\) ?| ?\()?"
_RUN: Final = re.compile(rf"(?<!\w)\+?\(?\d(?:{_SEPARATOR}\d)+(?!\w)")
_DATE: Final = re.compile(r"\d{1,2}[.\- ]\d{1,2}[.\- ]\d{4}|\d{4}-\d\d-\d\d")
_LEAST_DIGITS: Final = 5
"""Of what is looked at as a number to call: a price, an age or a house number has fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helplines:
    """What is known from outside about numbers; empty where nobody gave a list."""

    wrong: tuple[tuple[str, str], ...] = ()
    """(regex, what to write instead)."""
    known: tuple[str, ...] = ()
    """Every number that a text may hold, as it is written for people."""
    crisis: tuple[str, ...] = ()
    """Those of `known` that a reply to danger must name."""

    def by_digits(self) -> dict[str, str]:
        return {_digits(number): number for number in self.known}


def lint_helplines(flows: Flows, helplines: Helplines) -> Iterator[Problem]:
    """In every language, button titles too.

    A number that is known to be wrong, and one that is a slip of the pen away from a helpline, is
    an error. A number that the list does not have is a warning alone: a practice's own flows may
    name the line of its council or its pantry, which no list of ours can know.
    """
    patterns = [(re.compile(pattern), instead) for pattern, instead in helplines.wrong]
    known = helplines.by_digits()
    for response in flows.responses.values():
        for variation in response.variations:
            for text in _shown(variation):
                wrong = list(_wrong(text, patterns))
                for message in wrong:
                    yield at_response(response, message, variation)
                for message, is_warning in () if wrong else _doubtful(text, known):
                    yield at_response(response, message, variation, is_warning=is_warning)
            if response.name in MUST_NAME_CRISIS_LINES:
                for message in _left_out(variation, helplines.crisis):
                    yield at_response(response, message, variation)


def _shown(variation: Variation) -> Iterator[str]:
    for template in (variation.text, *variation.texts.values()):
        yield template.source
    for button in variation.buttons:
        for template in (button.title, *button.titles.values()):
            yield template.source


def _wrong(text: str, patterns: list[tuple[re.Pattern[str], str]]) -> Iterator[str]:
    """However its digits are grouped."""
    dialled = _RUN.sub(lambda run: f" {_digits(run.group())}", text)
    for pattern, instead in patterns:
        hit = pattern.search(text) or pattern.search(dialled)
        if hit is not None:
            yield f"'{hit.group()}': {instead}"


def _doubtful(text: str, known: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """What is wrong with each number, and whether that is a warning alone."""
    for run in _unknown_runs(re.sub(r"\{.*?\}", " ", text), tuple(known.values())):
        digits = _digits(run)
        if len(digits) < _LEAST_DIGITS or _DATE.fullmatch(run):
            continue
        if digits in known:
            yield f"'{run}': write it as {known[digits]}", True
        elif near := next((each for each in known if _is_slip(digits, each)), None):
            yield f"'{run}': a misprint of {known[near]}?", False
        else:
            yield f"'{run}' is none of the helplines: is it right?", True


def _unknown_runs(text: str, known: Sequence[str]) -> Iterator[str]:
    """Runs of digits but for the helplines among them, as in "116 123 or 111".

    One that begins as a number does, and of which too little is left without a helpline, is that
    number: the 111 of "0800 111 222" is not NHS 24.
    """
    for run in _RUN.findall(text):
        rest = run
        for number in sorted(known, key=len, reverse=True):
            rest = re.sub(rf"(?<!\d){re.escape(number)}(?!\d)", " ; ", rest)
        left = [each for each in _RUN.findall(rest) if len(_digits(each)) >= _LEAST_DIGITS]
        is_cut = rest != run and rest.lstrip("(").startswith(("0", "+"))
        yield from [run] if is_cut and not left else left


def _left_out(variation: Variation, crisis: tuple[str, ...]) -> Iterator[str]:
    for language, template in {"": variation.text, **variation.texts}.items():
        for number in crisis:
            if not re.search(rf"(?<!\d){re.escape(number)}(?!\d)", template.source):
                where = f" in '{language}'" if language else ""
                yield f"{number} is not named{where}, and this is said to people in danger"


def _digits(number: str) -> str:
    """As dialled within the country."""
    return re.sub(r"^(?:\+|00)44", "0", re.sub(r"[^\d+]", "", number)).lstrip("+")


def _is_slip(digits: str, number: str) -> bool:
    """One digit wrong, missing or too many, or two neighbours changed over."""
    if min(len(digits), len(number)) < _LEAST_DIGITS:
        return False
    shorter, longer = sorted((digits, number), key=len)
    if len(longer) == len(shorter) + 1:
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    differ = [at for at, (one, two) in enumerate(zip(digits, number, strict=False)) if one != two]
    if len(longer) != len(shorter) or len(differ) > 2:
        return False
    first, last = differ[0], differ[-1]
    changed_over = digits[first] == number[last] and digits[last] == number[first]
    return first == last or (last == first + 1 and changed_over)
