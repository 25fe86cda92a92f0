"""JSON lines in, JSON lines out: what `blether understand` does with each line."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from bot.understanding.detection import Detection, Detector


class StreamError(ValueError):
    """A line that is not an object with a text; the message names the line."""


def understand_lines(
    lines: Iterable[str], detector: Detector, *, on_unread: Callable[[StreamError], None]
) -> Iterator[str]:
    """One JSON line for each `{"id", "text"}` line, in order; blank ones are passed over.

    A line that cannot be read is told to `on_unread`, and those behind it are answered: somebody
    may be in danger in one of them.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                item = _item(line, number)
            except StreamError as error:
                on_unread(error)
                continue
            told = _told(item.get("id"), detector.detect(item["text"]))
            yield json.dumps(told, allow_nan=False)


def _item(line: str, number: int) -> dict[str, Any]:
    try:
        item = json.loads(line, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise StreamError(f"line {number} is not JSON") from error
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise StreamError(f'line {number} is not an object with an "id" and a "text"')
    return item


def _refuse(word: str) -> float:
    raise ValueError(f"{word} is no number of JSON")


def _finite(digits: str) -> float:
    """Python reads 1e400 as infinity, which JSON has no word for."""
    number = float(digits)
    return number if math.isfinite(number) else _refuse(digits)


def _told(item_id: Any, detection: Detection) -> dict[str, Any]:
    return {
        "id": item_id,
        "needs": list(detection.needs),
        "risk": detection.risk,
        "scores": dict(detection.scores),
        "evidence": [asdict(evidence) for evidence in detection.evidence],
    }
