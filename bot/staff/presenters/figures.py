"""Figures as shown: counts under five are not told, so that nobody can be picked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from storage.views.figures import Figures

SMALLEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """`shown` is the number as told: "fewer than 5" hides one to four."""

    name: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresView:
    days: int
    referrals: str
    texts: str
    segments: str
    wait: str
    needs: tuple[Count, ...]
    statuses: tuple[Count, ...]
    appointments: tuple[Count, ...]
    check_ins: tuple[Count, ...]


def present_figures(figures: Figures, *, days: int) -> FiguresView:
    by_size = sorted(figures.by_need, key=lambda need: -figures.by_need[need])
    return FiguresView(
        days=days,
        referrals=told(figures.referrals),
        texts=str(figures.texts_out),
        segments=str(figures.segments_out),
        wait=_wait(figures),
        needs=_counts(figures.by_need, by_size),
        statuses=_counts(figures.by_status, ("collecting", "waiting", "open", "closed")),
        appointments=_counts(
            figures.appointments,
            ("booked", "confirmed", "attended", "did_not_attend", "cancelled"),
        ),
        check_ins=_counts(figures.check_ins, ("better", "same", "worse", "call", "no_answer")),
    )


def told(count: int) -> str:
    """The count, "0", or "fewer than 5"."""
    return f"fewer than {SMALLEST}" if 0 < count < SMALLEST else str(count)


def _counts(counts: Mapping[str, int], names: Sequence[str]) -> tuple[Count, ...]:
    return tuple(Count(name=name, shown=told(counts.get(name, 0))) for name in names)


def _wait(figures: Figures) -> str:
    """The median time to the first human; "" when too few have met one to tell."""
    if figures.median_wait is None or figures.met_by_human < SMALLEST:
        return ""
    hours = figures.median_wait / timedelta(hours=1)
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
