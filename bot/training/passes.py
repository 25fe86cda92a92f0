"""The forms of every pass as tokens, made by the processor's cores while the networks learn."""

from __future__ import annotations

import multiprocessing
import os
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.training.lessons import Lesson
from bot.training.recipe import Recipe
from bot.training.rows import Rows, rows_of
from bot.understanding.model.signals import Floats

Round: TypeAlias = tuple[Recipe, Sequence[Lesson]]
"""A lesson for each of the networks that are taught side by side."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pass:
    """What one network is shown in one pass, and what each form is to be read as, `[forms, 17]`."""

    rows: Rows
    wanted: Floats


@contextmanager
def drawing(rounds: Sequence[Round], folder: Path) -> Iterator[list[Iterator[list[Pass]]]]:
    """For each round its passes, each with a pass for each branch of each network.

    All are begun at once, in order; whoever asks for one waits until it is there. `folder` has the
    tokenizer.
    """
    # New processes rather than forked ones: threads and a card do not live on in a fork.
    drawers = ProcessPoolExecutor(
        max(1, (os.cpu_count() or 1) - 2),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_take_one_core,
    )
    try:
        begun = [
            [
                [drawers.submit(draw, lesson, folder, seed) for lesson, seed in each]
                for each in _seeded(number, recipe, lessons)
            ]
            for number, (recipe, lessons) in enumerate(rounds, start=1)
        ]
        yield [_ended(each) for each in begun]
    finally:
        drawers.shutdown(cancel_futures=True)


def draw(lesson: Lesson, folder: Path, seed: str) -> Pass:
    """The same seed gives the same pass."""
    forms, wanted = lesson.draw(random.Random(seed))
    return Pass(rows=rows_of([form.text for form in forms], folder), wanted=wanted)


def _seeded(
    number: int, recipe: Recipe, lessons: Sequence[Lesson]
) -> Iterator[list[tuple[Lesson, str]]]:
    """For each pass of this round, a lesson and its own draw of it for each branch of each
    network."""
    branches = [lesson for lesson in lessons for _ in range(recipe.branches)]
    for one in range(1, recipe.passes + 1):
        yield [
            (lesson, f"{recipe.seed}, round {number}, pass {one}, branch {place}")
            for place, lesson in enumerate(branches)
        ]


def _ended(begun: list[list[Future[Pass]]]) -> Iterator[list[Pass]]:
    while begun:
        # Taken out of the list, so that a pass that was learnt from takes no room.
        yield [one.result() for one in begun.pop(0)]


def _take_one_core() -> None:
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
