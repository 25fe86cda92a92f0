"""`blether flows test`: plays stories and prints what failed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from bot.settings import PROJECT_ROOT, Config, read_config
from bot.stories.play import Play, Result, run_stories
from bot.stories.player import Player
from bot.stories.practice_player import practice_player
from bot.stories.story import Case


def run_from_command_line(paths: Iterable[str | Path], echo: Callable[[str], None]) -> bool:
    """Plays the stories at the paths; True where all passed and there was at least one."""
    return asyncio.run(_run(list(paths), echo))


def practice_play(config: Config) -> Play:
    """Opens the demonstration practice anew for each case."""

    def play(case: Case) -> AbstractAsyncContextManager[Player]:
        return practice_player(case, config)

    return play


async def _run(paths: list[str | Path], echo: Callable[[str], None]) -> bool:
    config = read_config(Path(os.environ.get("BLETHER_CONFIG") or PROJECT_ROOT / "config.yml"))
    passed = failed = 0
    async for result in run_stories(paths, practice_play(config)):
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
