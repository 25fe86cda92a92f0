"""The numbers that a text may hold. Helplines close and change: a deployment may refuse to serve
until somebody has rung each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.dialogue import FlowsInvalid, Problem
from bot.dialogue.lints.helplines import Helplines
from bot.settings import Config, SettingsError


def helplines_path(config: Config) -> Path:
    """The file of every telephone number that a text may hold."""
    return config.flows_path() / "helplines.json"


def read_helplines(files: Iterable[Path]) -> Helplines:
    """What the lists say together. Raises FlowsInvalid with the name of one that cannot be read."""
    wrong: list[tuple[str, str]] = []
    known: list[str] = []
    crisis: list[str] = []
    for file in files:
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            wrong += [(entry["pattern"], entry["why"]) for entry in content["wrong_for_scotland"]]
            known += _numbers(content)
            replies = content["crisis_reply_lines"]
            crisis += [line["number"] for line in content["lines"] if line["id"] in replies]
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = f"cannot be read: {type(error).__name__} {error}"
            raise FlowsInvalid([Problem(file=str(file), line=0, message=message)]) from None
    return Helplines(wrong=tuple(wrong), known=tuple(known), crisis=tuple(filter(None, crisis)))


def _numbers(content: dict[str, Any]) -> Iterator[str]:
    for line in content["lines"]:
        sms = (line["sms"] or {}).get("number")
        yield from filter(None, (line["number"], sms, line["whatsapp"]))
    for service in content["access_services"]:
        yield from re.findall(r"\d+", service["how"])


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
