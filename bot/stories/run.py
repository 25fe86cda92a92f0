"""`blether flows test`: plays stories and tells what failed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from bot.dialogue import load_flows
from bot.settings import config_in
from bot.stories.names import unknown_names
from bot.stories.play import Result, run_stories
from bot.stories.practice_player import PracticeStage
from bot.stories.reading import read_stories


def run_from_command_line(paths: Iterable[str | Path], echo: Callable[[str], None]) -> str:
    """Plays the stories at the paths and echoes the report; what is wrong in a few words, or ""
    where all passed and there was at least one.
    """
    return asyncio.run(_run(list(paths), echo))


async def _run(paths: list[str | Path], echo: Callable[[str], None]) -> str:
    config = config_in(os.environ)
    flows = load_flows([config.flows_path()], default_language=config.language)
    wrong = sorted(unknown_names(read_stories(paths)[0], flows))
    for problem in wrong:
        echo(str(problem))
    passed, failed = 0, len(wrong)
    with closing(PracticeStage(config)) as stage:
        async for result in run_stories(paths, stage):
            for problem in result.problems:
                echo(str(problem))
            if result.has_passed:
                passed += 1
            else:
                failed += _failed(result)
    echo(f"{passed} conversations as written, {failed} not")
    if failed:
        return f"{failed} conversations not as written"
    return "" if passed else "there are no conversations to play here"


def _failed(result: Result) -> int:
    return 1 if result.case is not None else len(result.problems)
