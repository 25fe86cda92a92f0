"""How long people waited, as told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from actions.privacy.without_persons import SMALLEST
from bot.staff.presenters.reports.table import Highlight, Report, Row, Table, number_of, sum_of
from bot.staff.presenters.reports.told import Told, share, told_sum
from bot.staff.presenters.reports.words import span
from bot.staff.presenters.reports.working_days import WITHIN
from storage.views.reports.scope import Parts, to_parts
from storage.views.reports.waits import InTime, Waits

FEWEST_FOR_SLOWEST: Final = 20
"""From how many people on the wait of the slowest tenth is told: there are two in it then."""
BANDS: Final = (
    (24, "within a day"),
    (48, "1 to 2 days"),
    (168, "2 to 7 days"),
    (336, "1 to 2 weeks"),
    (672, "2 to 4 weeks"),
)
_LONGER: Final = "longer than 4 weeks"


def present_waits(found: Waits) -> Report:
    met = sum_of(_in_bands(found.to_human))
    within = _within_table(found.in_time)
    shares = [row.cells[1].shown for row in within.rows]
    return Report(
        key="waits",
        title="How long people wait",
        lead="A person who took over counts, or a chat that was held; not an answer of Blether.",
        highlights=(
            Highlight(value=_half(found.to_human, met) or "–", words="half met a person within"),
            Highlight(
                value=_slowest(found.to_human) or "–", words="nine in ten met a person within"
            ),
            Highlight(value=shares[0], words="met a person within 1 working day"),
            Highlight(value=shares[1], words="met a person within 2 working days"),
        ),
        tables=(
            within,
            _banded("first-person", "From asking to the first person", found.to_human),
            _banded("first-chat", "From asking to the first chat that was held", found.to_chat),
            _banded(
                "waiting-now",
                "Waiting for a first person today",
                found.waiting_now,
                note="Everyone who waits now, whenever they asked.",
            ),
        ),
    )


def half_within(waits: Parts) -> str:
    """The time within which half of them had what they waited for; "" when too few to tell."""
    return _half(waits, sum_of(_in_bands(waits)))


def within_two_days(in_time: Sequence[InTime]) -> str:
    """The share that met a person within two working days; "" when too few to tell."""
    met, due = _met_and_due(in_time[WITHIN.index(2)])
    return share(met, due)


def _within_table(in_time: Sequence[InTime]) -> Table:
    rows = []
    for days, found in zip(WITHIN, in_time, strict=True):
        met, due = _met_and_due(found)
        part = Told(shown=share(met, due) or "–", size=None)
        name = f"{days} working day{'' if days == 1 else 's'}"
        rows.append(Row(name=name, cells=(met, part, due)))
    return Table(
        key="within",
        title="Met a person within",
        head="Within",
        columns=("People", "Share", "Of"),
        rows=tuple(rows),
        note="Monday to Friday, no bank holidays. Whoever may still be met in time is left out.",
    )


def _met_and_due(found: InTime) -> tuple[Told, Told]:
    """Who met somebody in time, and all whose time is up or who have met somebody."""
    practices = sorted({*found.met, *found.late})
    due = told_sum(
        [sum(found.met.values()), sum(found.late.values())],
        [found.met.get(id, 0) + found.late.get(id, 0) for id in practices],
    )
    return told_sum(found.met.values()), due


def _banded(key: str, title: str, waits: Parts, *, note: str = "") -> Table:
    parts = _in_bands(waits)
    names = [name for _, name in BANDS] + [_LONGER]
    return Table(
        key=key,
        title=title,
        head="How long",
        rows=tuple(
            Row(name=name, cells=(told_sum(parts.get(name, {}).values()),)) for name in names
        ),
        total=Row(name="Everyone", cells=(sum_of(parts),)),
        note=note,
    )


def _in_bands(waits: Parts) -> Parts:
    return to_parts(
        (_band(int(hours)), practice, count)
        for hours, counts in waits.items()
        for practice, count in counts.items()
    )


def _band(hours: int) -> str:
    return next((name for below, name in BANDS if hours < below), _LONGER)


def _half(waits: Parts, met: Told) -> str:
    return "" if met.size is None or met.size < SMALLEST else _quantile(waits, lambda n: n / 2)


def _slowest(waits: Parts) -> str:
    count = sum(number_of(waits, hours) for hours in waits)
    return "" if count < FEWEST_FOR_SLOWEST else _quantile(waits, lambda n: n * 9 / 10)


def _quantile(waits: Parts, rank: Callable[[int], float]) -> str:
    """The shortest time within which at least `rank` of them had what they waited for."""
    counts = sorted((int(hours), number_of(waits, hours)) for hours in waits)
    wanted, reached = rank(sum(count for _, count in counts)), 0
    for hours, count in counts:
        reached += count
        if reached >= wanted:
            return span(hours)
    return ""
