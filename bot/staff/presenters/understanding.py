"""How well needs and risk are understood, in numbers that one can picture: so many of a hundred."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MEASURED_WITH = "messages_unseen"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfHundred:
    """`value` of a hundred, surely between `low` and `high`; None where nothing was counted."""

    value: int | None
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """Of a hundred messages with this need, how many are found; and how many finds are right."""

    name: str
    found: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRow:
    name: str
    messages: int
    danger_found: OfHundred
    false_alarms: OfHundred


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstandingView:
    messages: int
    danger_found: OfHundred
    false_alarms: OfHundred
    level_right: OfHundred
    urgent_found: OfHundred
    ordinary_of_thousand: str
    needs: tuple[NeedRow, ...]
    styles: tuple[StyleRow, ...]
    missed: Sequence[str]
    alarms: Sequence[str]


def present_understanding(figures: Mapping[str, Any]) -> UnderstandingView:
    measured = figures["sets"][MEASURED_WITH]
    risk = measured["risk"]
    return UnderstandingView(
        messages=measured["messages"],
        danger_found=of_hundred(risk["danger_found"]),
        false_alarms=of_hundred(risk["false_alarms"]),
        level_right=of_hundred(risk["level_told_right"]),
        urgent_found=of_hundred(risk["urgent_found"]),
        ordinary_of_thousand=f"{(figures['ordinary_texts']['share'] or 0) * 1000:.0f}",
        needs=tuple(_need(name, row) for name, row in measured["needs"]["each"].items()),
        styles=tuple(
            _style(name, row) for name, row in figures["by_style"].items() if row["messages"]
        ),
        missed=figures["examples"]["danger_missed"],
        alarms=figures["examples"]["false_alarms"],
    )


def of_hundred(share: Mapping[str, Any]) -> OfHundred:
    value = share["share"]
    return OfHundred(
        value=None if value is None else round(value * 100),
        low=round(share["low"] * 100),
        high=round(share["high"] * 100),
    )


def _need(name: str, row: Mapping[str, int]) -> NeedRow:
    right, wrong, missed = row["right"], row["wrong"], row["missed"]
    return NeedRow(
        name=name,
        found=round(100 * right / max(right + missed, 1)),
        right=round(100 * right / max(right + wrong, 1)),
    )


def _style(name: str, row: Mapping[str, Any]) -> StyleRow:
    return StyleRow(
        name=name,
        messages=row["messages"],
        danger_found=of_hundred(row["danger_found"]),
        false_alarms=of_hundred(row["false_alarms"]),
    )
