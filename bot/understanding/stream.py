"""JSON lines in, JSON lines out: what `blether understand` does with each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from bot.understanding.detection import Detection, Detector


class StreamError(ValueError):
    """A line that is not an object with a text; the message names the line."""


def understand_lines(lines: Iterable[str], detector: Detector) -> Iterator[str]:
    """One JSON line for each `{"id", "text"}` line, in order; blank ones are passed over.

    Raises StreamError at the first line that cannot be read.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            item = _item(line, number)
            yield json.dumps(_told(item.get("id"), detector.detect(item["text"])))


def _item(line: str, number: int) -> dict[str, Any]:
    try:
        item = json.loads(line)
    except ValueError as error:
        raise StreamError(f"line {number} is not JSON") from error
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise StreamError(f'line {number} is not an object with an "id" and a "text"')
    return item


def _told(item_id: Any, detection: Detection) -> dict[str, Any]:
    return {
        "id": item_id,
        "needs": list(detection.needs),
        "risk": detection.risk,
        "scores": dict(detection.scores),
        "evidence": [asdict(evidence) for evidence in detection.evidence],
    }
