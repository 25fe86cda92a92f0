"""`blether flows test`: plays stories and tells what failed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from bot.dialogue import Problem
from bot.settings import config_in
from bot.stories.flows_to_play import flows_to_play
from bot.stories.names import unknown_names
from bot.stories.play import Result, play_case, unused_by_all
from bot.stories.practice_player import PracticeStage
from bot.stories.reading import read_stories
from bot.stories.story import Case


def run_from_command_line(paths: Iterable[str | Path], echo: Callable[[str], None]) -> str:
    """Plays the stories at the paths and echoes the report; what is wrong in a few words, or ""
    where all passed and there was at least one.
    """
    return asyncio.run(_run(list(paths), echo))


async def _run(paths: list[str | Path], echo: Callable[[str], None]) -> str:
    config = config_in(os.environ)
    flows = flows_to_play(paths, config)
    cases, misread = read_stories(paths)
    wrong = [*sorted(misread), *sorted(unknown_names(cases, flows))]
    for problem in wrong:
        echo(str(problem))
    results: list[Result] = []
    passed, failed = 0, sum(not any(_is_of(each, case) for case in cases) for each in wrong)
    with closing(PracticeStage(config, flows)) as stage:
        for case in cases:
            result = await play_case(case, stage)
            results.append(result)
            for problem in result.problems:
                echo(str(problem))
            if result.problems or any(_is_of(each, case) for each in wrong):
                failed += 1
            else:
                passed += 1
    for problem in unused_by_all(results):
        echo(str(problem))
        failed += 1
    echo(f"{passed} conversations as written, {failed} not")
    if failed:
        return f"{failed} conversations not as written"
    return "" if passed else "there are no conversations to play here"


def _is_of(problem: Problem, case: Case) -> bool:
    """Whether it was found in this case: what tests less than is written there does not pass."""
    return problem.file == case.file and problem.message.startswith(f"test case {case.name}: ")
