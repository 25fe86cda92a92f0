"""Plays cases step by step and says what was not as expected."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TypeAlias

from bot.dialogue import Problem
from bot.stories.player import Player, Seen
from bot.stories.story import Advance, Begin, Case, Say, Staff, StoryStep

Play: TypeAlias = Callable[[Case], AbstractAsyncContextManager[Player]]
"""Opens a world of its own for one case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    case: Case
    problems: tuple[Problem, ...] = ()


async def play_case(case: Case, play: Play) -> Result:
    """Plays one case; it ends at its first failing step, since the rest would only follow."""
    try:
        async with play(case) as player:
            problems = await _play_steps(case, player)
    except ValueError as error:
        # A fixture that the practice does not know.
        problems = [_problem(case, case.file, case.line, str(error))]
    return Result(case=case, problems=tuple(problems))


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
        _problem(case, case.file, case.line, f"the stub of {name} was never used")
        for name in sorted(player.unused_stubs())
        if not case.stubs[name].is_shared
    ]


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
        place = check.position(seen)
        if place is None:
            continue
        stream, index = place
        if index < last.get(stream, -1):
            why = f"{_done(step)}: this happened before the assertion above it"
            return [_problem(case, check.file, check.line, why)]
        last[stream] = index
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
