"""Needs that no local service answered, as told, for speaking up for people."""

from __future__ import annotations

from collections.abc import Mapping

from bot.staff.presenters.reports.table import Report, Row, Table, by_size, counted
from bot.staff.presenters.reports.told import Told, share, told
from bot.staff.presenters.reports.words import NEEDS
from storage.views.reports.gaps import Gaps


def present_gaps(found: Gaps, *, places: Mapping[str, str]) -> Report:
    """`places` names each practice by id, with where it is."""
    return Report(
        key="gaps",
        title="Needs that no local service answered",
        lead=(
            "People named these needs and were told of no local service for them: none was found, "
            "or it was not safe to name one. A link worker may have helped in other ways."
        ),
        tables=(
            Table(
                key="by-need",
                title="By need",
                head="Need",
                columns=("No service", "Named it", "Share"),
                rows=tuple(_row(found, need) for need in by_size(found.unanswered, NEEDS)),
            ),
            Table(
                key="by-place",
                title="By place and need",
                head="Place and need",
                columns=("No service", "Named it", "Share"),
                rows=tuple(_by_place(found, places)),
                chart="",
                note="The place is the practice's: we do not ask people for their postcode.",
            ),
        ),
    )


def worst_gaps(found: Gaps) -> list[str]:
    """The three needs most often left without a service, of those that may be told."""
    told_of = [
        need for need in by_size(found.unanswered, NEEDS) if counted(found.unanswered, need).size
    ]
    return [NEEDS.get(need, need) for need in told_of[:3]]


def _row(found: Gaps, need: str) -> Row:
    unanswered, named = counted(found.unanswered, need), counted(found.named, need)
    return Row(name=NEEDS.get(need, need), cells=_cells(unanswered, named))


def _by_place(found: Gaps, places: Mapping[str, str]) -> list[Row]:
    """Places in their order, needs by size; needs that nobody named there are left out."""
    rows = []
    for practice, place in places.items():
        here = {need: counts.get(practice, 0) for need, counts in found.unanswered.items()}
        known = {need: counts.get(practice, 0) for need, counts in found.named.items()}
        for need in sorted(known, key=lambda one: (-(told(here.get(one, 0)).size or 1), one)):
            if known[need]:
                cells = _cells(told(here.get(need, 0)), told(known[need]))
                rows.append(Row(name=f"{place}: {NEEDS.get(need, need)}", cells=cells))
    return rows


def _cells(unanswered: Told, named: Told) -> tuple[Told, ...]:
    return unanswered, named, Told(shown=share(unanswered, named) or "–", size=None)
