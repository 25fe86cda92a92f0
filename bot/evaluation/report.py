"""Measure one detector with every set; everything that the card and the pages state."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from typing import Any

from bot.evaluation.measures import Pair, Share, needs_of, risk_of
from bot.evaluation.sets import SETS, Judged, read_answers, read_ordinary, read_set
from bot.evaluation.styles import STYLES
from bot.understanding.detection import GRAVE, Detector

_MOST_EXAMPLES = 12


def evaluate(detector: Detector) -> dict[str, Any]:
    """Figures of each set, by style of writing, with examples of what went wrong, and the pace."""
    seconds: list[float] = []
    sets = {name: _read(detector, read_set(name), seconds) for name in SETS}
    ordinary = _read(detector, read_ordinary(), seconds)
    answers = _read(detector, read_answers(), seconds)
    return {
        "sets": {name: figures_of(pairs) for name, pairs in sets.items()},
        "ordinary_texts": alarms_of(ordinary),
        "answers": alarms_of(answers),
        "by_style": by_style(sets["messages_unseen"]),
        "examples": examples_of(sets["messages_unseen"]),
        "pace": pace_of(seconds),
    }


def figures_of(pairs: Sequence[Pair]) -> dict[str, Any]:
    return {"messages": len(pairs), "needs": needs_of(pairs), "risk": risk_of(pairs)}


def alarms_of(harmless: Sequence[Pair]) -> dict[str, Any]:
    hits = sum(found.risk in GRAVE for _, found in harmless)
    return Share(hits=hits, of=len(harmless)).to_json()


def by_style(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Figures of each way of writing; F1 is None, as shares are, where nobody writes so."""
    found: dict[str, Any] = {}
    for style, is_so in STYLES.items():
        some = [pair for pair in pairs if is_so(pair[0].text)]
        risk = risk_of(some)
        found[style] = {
            "messages": len(some),
            "needs_micro_f1": needs_of(some)["micro_f1"] if some else None,
            "danger_found": risk["danger_found"],
            "false_alarms": risk["false_alarms"],
        }
    return found


def examples_of(pairs: Sequence[Pair]) -> dict[str, list[str]]:
    """Invented messages that were read wrongly, so that a person can see how."""
    missed = [j.text for j, d in pairs if j.risk in GRAVE and d.risk not in GRAVE]
    alarms = [j.text for j, d in pairs if j.risk == "none" and d.risk in GRAVE]
    return {
        "danger_missed": missed[:_MOST_EXAMPLES],
        "false_alarms": alarms[:_MOST_EXAMPLES],
    }


def pace_of(seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {
        "median_ms": round(statistics.median(ordered) * 1000, 2),
        "p99_ms": round(ordered[int(len(ordered) * 0.99)] * 1000, 2),
    }


def _read(detector: Detector, judged: Sequence[Judged], seconds: list[float]) -> list[Pair]:
    pairs: list[Pair] = []
    for message in judged:
        began = time.perf_counter()
        found = detector.detect(message.text)
        seconds.append(time.perf_counter() - began)
        pairs.append((message, found))
    return pairs
