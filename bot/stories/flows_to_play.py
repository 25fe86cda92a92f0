"""Which flows a story is played with: those in use, and an author's own that stand beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.dialogue import Flows, FlowsInvalid, load_flows, load_flows_over
from bot.dialogue.reading.sections import find_files
from bot.flow_set import lacking
from bot.settings import Config


def flows_to_play(paths: Iterable[str | Path], config: Config) -> Flows:
    """The flows in use; with what the paths declare in their place, or beside them. A whole set
    elsewhere, a copy with changes, is played alone. Raises FlowsInvalid."""
    in_use = config.flows_path()
    here = in_use.resolve()
    own = [file for file in find_files(paths) if not file.resolve().is_relative_to(here)]
    over = load_flows_over(own, in_use, default_language=config.language) if own else None
    if over is None:
        return load_flows([in_use], default_language=config.language)
    return _whole_set(own, config) or over


def _whole_set(own: list[Path], config: Config) -> Flows | None:
    try:
        alone = load_flows(own, default_language=config.language)
    except FlowsInvalid:
        return None  # it leans on those in use
    lacks = lacking(alone, own[0], needs_flow=config.understanding.needs_flow)
    return None if any(lacks) else alone
