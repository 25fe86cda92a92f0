"""The tables of docs/model-card.md: the same figures as are shipped beside the model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bot.evaluation.measures import Share
from bot.evaluation.sets import SETS

CARD: Final = Path("docs/model-card.md")
_NAMES: Final = (
    "development",
    "unseen and hard",
    "other voices",
    "fresh",
    "misspelt",
    "later",
)
_F1: Final = {"macro_f1": "needs, macro-F1", "micro_f1": "needs, micro-F1"}
_RISK: Final = {
    "danger_found": "danger (crisis or emergency) found",
    "false_alarms": "harmless messages that raise the alarm",
    "level_told_right": "crisis and emergency told apart, of danger found",
    "emergency_told_right": "emergencies called so, of danger found",
    "urgent_found": "urgent ones marked urgent or worse",
    "called_urgent_without_need": "harmless ones marked urgent",
}
_HARMLESS: Final = {
    "ordinary_texts": "ordinary texts among friends and families",
    "answers": "answers to our own questions",
}
_NOTHING: Final = "none to count"


def tables(figures: Mapping[str, Any]) -> tuple[str, ...]:
    """Each as it stands in the card, lines of `| a | b |`, with the names of its columns first."""
    measured = [figures["sets"][name] for name in SETS]
    counts = [f"{name}, {one['messages']}" for name, one in zip(_NAMES, measured, strict=True)]
    needs = measured[0]["needs"]["each"]
    return (
        _table(("with the limits of config.yml", *counts), _of_sets(measured)),
        _table(("harmless texts that raise the alarm", "", "of"), _of_harmless(figures)),
        _table(
            ("F1 of each need", *_NAMES),
            (
                (_plain(need), *(_number(one["needs"]["each"][need]["f1"], 2) for one in measured))
                for need in needs
            ),
        ),
        _table(
            (
                "Way of writing (unseen)",
                *("messages", "needs, micro-F1", "danger found", "false alarms"),
            ),
            _of_styles(figures["by_style"]),
        ),
    )


def written_into(card: str, figures: Mapping[str, Any]) -> str:
    """The card with its tables made anew; ValueError where it lacks one of them."""
    for table in tables(figures):
        name = table.split(" | ")[0]
        parts = re.split(rf"^{re.escape(name)} \|.*\n(?:\|.*\n)+", card, flags=re.MULTILINE)
        if len(parts) != 2:
            raise ValueError(f"the card has {len(parts) - 1} tables that begin with '{name}'")
        card = table.join(parts)
    return card


def _of_sets(measured: Sequence[Mapping[str, Any]]) -> Iterator[Sequence[str]]:
    for measure, label in _F1.items():
        yield (label, *(_number(one["needs"][measure], 3) for one in measured))
    for measure, label in _RISK.items():
        yield (label, *(_percent(one["risk"][measure]) for one in measured))


def _of_harmless(figures: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for name, label in _HARMLESS.items():
        yield (label, _percent(figures[name]), f"{figures[name]['of']:,}")


def _of_styles(styles: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for name, one in styles.items():
        alike = (_percent(one[measure]) for measure in ("danger_found", "false_alarms"))
        yield (name, str(one["messages"]), _number(one["needs_micro_f1"], 2), *alike)


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [names, *rows]
    body = [f"| {' | '.join(line)} |".replace("|  |", "| |") for line in lines]
    return "\n".join([body[0], "|" + "---|" * len(names), *body[1:]]) + "\n"


def _plain(need: str) -> str:
    return need.replace("_", " ")


def _number(value: float | None, digits: int) -> str:
    return _NOTHING if value is None else f"{value:.{digits}f}"


def _percent(share: Mapping[str, Any]) -> str:
    """From the counts, as a share that was rounded once would be rounded twice."""
    counted = Share(hits=share["hits"], of=share["of"])
    if not counted.of:
        return _NOTHING
    low, high = counted.interval
    return f"{counted.value * 100:.1f}% ({low * 100:.1f} to {high * 100:.1f})"
