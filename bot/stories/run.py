"""`blether flows test`: plays stories and prints what failed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from bot.settings import config_in
from bot.stories.play import Result, run_stories
from bot.stories.practice_player import PracticeStage


def run_from_command_line(paths: Iterable[str | Path], echo: Callable[[str], None]) -> bool:
    """Plays the stories at the paths; True where all passed and there was at least one."""
    return asyncio.run(_run(list(paths), echo))


async def _run(paths: list[str | Path], echo: Callable[[str], None]) -> bool:
    config = config_in(os.environ)
    passed = failed = 0
    with closing(PracticeStage(config)) as stage:
        async for result in run_stories(paths, stage):
            for problem in result.problems:
                echo(str(problem))
            if result.has_passed:
                passed += 1
            else:
                failed += _failed(result)
    echo(f"{passed} conversations as written, {failed} not")
    return failed == 0 and passed > 0


def _failed(result: Result) -> int:
    return 1 if result.case is not None else len(result.problems)
