"""Plays cases step by step and says what was not as expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.dialogue import Problem
from bot.stories.player import Player, Seen
from bot.stories.story import Advance, Begin, Case, Say, Staff, StoryStep

Play: TypeAlias = Callable[[Case], AbstractAsyncContextManager[Player]]
"""Opens a world of its own for one case."""
_NEVER_USED: Final = "no test case of this file uses it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    case: Case
    problems: tuple[Problem, ...] = ()
    unused: frozenset[str] = frozenset()
    """Stubs that this case had no use for, of those that it shares with others."""


async def play_case(case: Case, play: Play) -> Result:
    """Plays one case; it ends at its first failing step, since the rest would only follow."""
    unused: frozenset[str] = frozenset()
    try:
        async with play(case) as player:
            problems = await _play_steps(case, player)
            unused = player.unused_stubs()
    except ValueError as error:
        # A fixture that the practice does not know.
        problems = [_problem(case, case.file, case.line, str(error))]
    return Result(case=case, problems=tuple(problems), unused=unused)


def unused_by_all(results: Sequence[Result]) -> Iterator[Problem]:
    """The stubs of a whole file that none of its cases had a use for. Where a case ended early
    nothing is said: it may have come to that."""
    for file in dict.fromkeys(result.case.file for result in results):
        here = [result for result in results if result.case.file == file]
        if any(result.problems for result in here):
            continue
        unused = frozenset.intersection(*(result.unused for result in here))
        for name, stub in here[0].case.stubs.items():
            if stub.is_shared and stub.file == file and name in unused:
                yield Problem(file=file, line=stub.line, message=f"stub {name}: {_NEVER_USED}")


async def _play_steps(case: Case, player: Player) -> list[Problem]:
    for step in case.steps:
        try:
            await _do(step, player)
        except ValueError as error:
            return [_problem(case, step.file, step.line, str(error))]
        failures = _failures(case, step, await player.observe())
        if failures:
            return failures
    return [
        _problem(case, *_place(case, name), f"the stub of {name} was never used")
        for name in sorted(player.unused_stubs())
        if not case.stubs[name].is_shared
    ]


def _place(case: Case, stub: str) -> tuple[str, int]:
    found = case.stubs[stub]
    return (found.file, found.line) if found.file == case.file else (case.file, case.line)


async def _do(step: StoryStep, player: Player) -> None:
    doing = step.doing
    if isinstance(doing, Say):
        await player.say(doing.text, doing.metadata)
    elif isinstance(doing, Advance):
        await player.advance(doing.by)
    elif isinstance(doing, Staff):
        await player.staff(doing.action, doing.text)


def _failures(case: Case, step: StoryStep, seen: Seen) -> list[Problem]:
    problems: list[Problem] = []
    for check in step.checks:
        why = check.failure(seen)
        if why is not None:
            problems.append(_problem(case, check.file, check.line, f"{_done(step)}: {why}"))
    if step.is_ordered and not problems:
        problems += _out_of_order(case, step, seen)
    return problems


def _out_of_order(case: Case, step: StoryStep, seen: Seen) -> list[Problem]:
    last: dict[str, int] = {}
    for check in step.checks:
        places = check.places(seen)
        after = [place for place in places if place.at >= last.get(place.stream, -1)]
        if after:
            last[after[0].stream] = after[0].at
        elif places:
            why = f"{_done(step)}: this happened before the assertion above it"
            return [_problem(case, check.file, check.line, why)]
    return []


def _done(step: StoryStep) -> str:
    doing = step.doing
    if isinstance(doing, Begin):
        return "at the beginning"
    if isinstance(doing, Say):
        return f"user {doing.text!r}"
    if isinstance(doing, Advance):
        return f"advance {doing.by}"
    return f"staff {doing.action}"


def _problem(case: Case, file: str, line: int, message: str) -> Problem:
    return Problem(file=file, line=line, message=f"test case {case.name}: {message}")
