"""Helplines close and change: a deployment may refuse to serve until somebody has rung each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from bot.settings import Config, SettingsError


def helplines_path(config: Config) -> Path:
    """The file of every telephone number that a text may hold."""
    return config.flows_path() / "helplines.json"


def refuse_unchecked(config: Config, now: datetime) -> None:
    """Raises SettingsError naming the lines that nobody has checked of late, if that is asked."""
    if not config.safety.refuse_unchecked_helplines:
        return
    unchecked = ", ".join(_unchecked(config, now.date()))
    if unchecked:
        raise SettingsError(
            f"safety.refuse_unchecked_helplines: {helplines_path(config)} has no checked_on of the"
            f" last {config.safety.helplines_check_days} days for {unchecked}"
        )


def _unchecked(config: Config, today: date) -> Iterator[str]:
    content = json.loads(helplines_path(config).read_text(encoding="utf-8"))
    for line in content["lines"]:
        try:
            days = (today - date.fromisoformat(line["checked_on"] or "")).days
        except (TypeError, ValueError):
            yield line["id"]
            continue
        if not 0 <= days <= config.safety.helplines_check_days:
            yield line["id"]
