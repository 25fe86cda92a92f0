"""`blether flows check`: everything that an author should hear about flows, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, get_args

from bot.delivery.segments import segments, tidy
from bot.dialogue import Flows, FlowsInvalid, Problem, check, load_flows
from bot.exchange.engine import GOING_ON
from bot.exchange.library import SPEAK_ENGLISH
from bot.flow_set import lacking, unwritten
from bot.helplines import helplines_path, read_helplines
from bot.inbound import Channel
from bot.settings import Config
from bot.stories.reading import read_stories
from bot.understanding.carrier_words import CARRIER_WORDS

CHANNELS: Final = get_args(Channel)
MOST_SEGMENTS: Final = {
    "": 1,
    # The crisis reply is one full text, never cut down to save a segment.
    "utter_crisis": 2,
    "utter_after_crisis": 2,
    "utter_failure": 2,
    "utter_help": 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`errors` keep the flows from being used; `warnings` are worth a look."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    flow_count: int = 0


def check_flows(paths: Sequence[str | Path], config: Config | None = None) -> Report:
    """Loads and checks the flows, and reads the conversation tests that stand among them.

    What the program itself must find is wanted of the folder that `config` names; a file or a
    folder of somebody's own is no whole set, and is only told what it would lack alone.
    """
    config = config or Config()
    _, in_stories = read_stories(paths)
    try:
        flows = load_flows(paths, default_language=config.language)
        helplines = read_helplines(_helplines(paths, config))
    except FlowsInvalid as error:
        told = sorted({*error.problems, *in_stories})
        return Report(errors=tuple(str(problem) for problem in told))
    found = check(
        flows,
        languages=config.additional_languages,
        segments=_count,
        most_segments=MOST_SEGMENTS,
        helplines=helplines,
        channels=CHANNELS,
        carrier_words=CARRIER_WORDS,
        own_intents=(*GOING_ON, SPEAK_ENGLISH),
    )
    told = _as_a_set(flows, paths, config, [*found, *in_stories])
    errors = [str(problem) for problem in told if not problem.is_warning]
    warnings = [str(problem) for problem in told if problem.is_warning]
    return Report(errors=tuple(errors), warnings=tuple(warnings), flow_count=_count_flows(flows))


def _as_a_set(
    flows: Flows, paths: Sequence[str | Path], config: Config, told: list[Problem]
) -> list[Problem]:
    """What was told, with what the flows lack if they are those in use, or would lack alone."""
    place = Path(paths[0])
    lacks = list(lacking(flows, place, needs_flow=config.understanding.needs_flow))
    if _is_whole(paths, config):
        return [*told, *lacks, *unwritten(flows, place)]
    told += [replace(problem, is_warning=True) for problem in unwritten(flows, place)]
    if lacks:
        told = [problem for problem in told if problem.line or problem.file != "flows"]
        told.append(_no_whole_set(place, len(lacks)))
    return told


def _is_whole(paths: Sequence[str | Path], config: Config) -> bool:
    return config.flows_path().resolve() in {Path(path).resolve() for path in paths}


def _no_whole_set(place: Path, count: int) -> Problem:
    message = f"no whole set: {count} texts and flows that Blether itself needs are elsewhere"
    return Problem(file=str(place), line=0, message=message, is_warning=True)


def _count(text: str) -> int:
    return segments(tidy(text)).count


def _count_flows(flows: Flows) -> int:
    return sum(not flow.is_pattern for flow in flows.flows.values())


def _helplines(paths: Sequence[str | Path], config: Config) -> Iterator[Path]:
    """The lists beside the flows; those of the flows in use where there are none."""
    in_use = helplines_path(config)
    beside = [file for path in map(Path, paths) if (file := path / in_use.name).is_file()]
    yield from beside or ([in_use] if in_use.is_file() else [])
