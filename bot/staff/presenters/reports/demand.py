"""Who asked for help, as told."""

from __future__ import annotations

from collections.abc import Mapping

from bot.staff.presenters.reports.period import Period, whole_months
from bot.staff.presenters.reports.table import (
    Highlight,
    Report,
    Row,
    Table,
    by_practice,
    by_size,
    counted,
    rows_of,
    sum_of,
)
from bot.staff.presenters.reports.told import told, told_sum
from bot.staff.presenters.reports.words import NEEDS, SOURCES, STATUSES
from storage.views.reports.demand import Demand


def present_demand(found: Demand, *, period: Period, practices: Mapping[str, str]) -> Report:
    """`practices` are names by id; with one practice there is no table by practice."""
    asked = sum_of(found.by_month, found.by_source, found.by_status)
    total = Row(name="Everyone", cells=(asked,))
    tables = [
        Table(
            key="by-month",
            title="People who asked for help, by month",
            head="Month",
            rows=tuple(
                Row(name=f"{month:%b %Y}", cells=(counted(found.by_month, f"{month:%Y-%m}"),))
                for month in whole_months(period.first, period.end)
            ),
            total=total,
            chart="columns",
        ),
        Table(
            key="by-need",
            title="What they need help with",
            head="Need",
            columns=("People", "Share"),
            rows=rows_of(found.by_need, by_size(found.by_need, NEEDS), NEEDS, whole=asked),
            note="One person may name several needs.",
        ),
        Table(
            key="by-source",
            title="Who referred them",
            head="Source",
            rows=rows_of(found.by_source, by_size(found.by_source, SOURCES), SOURCES),
            total=total,
        ),
        Table(
            key="by-status",
            title="Where they are now",
            head="Status",
            rows=rows_of(found.by_status, tuple(STATUSES), STATUSES),
            total=total,
        ),
    ]
    if len(practices) > 1:
        tables.append(_by_practice(found, practices))
    return Report(
        key="demand",
        title="Who asks for help",
        lead="Everyone who was referred or referred themself.",
        highlights=(Highlight(value=asked.shown, words="people asked for help"),),
        tables=tuple(tables),
    )


def _by_practice(found: Demand, practices: Mapping[str, str]) -> Table:
    counts = by_practice(found.by_month)
    return Table(
        key="by-practice",
        title="By practice",
        head="Practice",
        rows=tuple(
            Row(name=name, cells=(told(counts.get(id, 0)),)) for id, name in practices.items()
        ),
        total=Row(name="All practices", cells=(told_sum(counts.values()),)),
    )
