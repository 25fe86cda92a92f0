"""One table of a report: what is shown, drawn and downloaded are the same cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.staff.presenters.reports.told import Told, share, told_sum
from bot.web.csv_cells import to_csv
from storage.views.reports.scope import Parts

Chart: TypeAlias = Literal["bars", "columns", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: str
    cells: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`key` names it in an address and a file; the first column of cells is what a chart draws."""

    key: str
    title: str
    head: str
    columns: tuple[str, ...] = ("People",)
    rows: tuple[Row, ...]
    total: Row | None = None
    chart: Chart = "bars"
    note: str = ""

    @property
    def most(self) -> int:
        """The largest number that the chart draws, at least 1."""
        return max([1, *(row.cells[0].size or 0 for row in self.rows)])

    @property
    def is_empty(self) -> bool:
        return all(row.cells[0].size == 0 for row in self.rows)

    @property
    def said(self) -> str:
        """The chart in words, for those who do not see it."""
        return "; ".join(f"{row.name}: {row.cells[0].shown}" for row in self.rows) or "Nothing yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A figure to catch the eye: `value` large, `words` below it."""

    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    key: str
    title: str
    lead: str
    highlights: tuple[Highlight, ...] = ()
    tables: tuple[Table, ...] = ()

    def table(self, key: str) -> Table:
        """The table of this key; KeyError when the report has none."""
        return {one.key: one for one in self.tables}[key]


def csv_of(table: Table) -> str:
    """The table as a file for a spreadsheet: the same heads, names and cells as on the page."""
    lines = [*table.rows, *([table.total] if table.total else [])]
    return to_csv(
        (table.head, *table.columns),
        [(row.name, *(cell.shown for cell in row.cells)) for row in lines],
    )


def counted(parts: Parts, name: str) -> Told:
    """One name's count over all practices."""
    return told_sum(parts.get(name, {}).values())


def number_of(parts: Parts, name: str) -> int:
    return sum(parts.get(name, {}).values())


def sum_of(*divided: Parts) -> Told:
    """The sum over all names, safe beside each way of dividing it and beside each practice."""
    return told_sum(
        *([number_of(parts, name) for name in parts] for parts in divided),
        by_practice(divided[0]).values(),
    )


def by_practice(parts: Parts) -> dict[str, int]:
    made: dict[str, int] = {}
    for of_practice in parts.values():
        for practice_id, count in of_practice.items():
            made[practice_id] = made.get(practice_id, 0) + count
    return made


def rows_of(
    parts: Parts, names: Sequence[str], words: Mapping[str, str], *, whole: Told | None = None
) -> tuple[Row, ...]:
    """A row a name, in order; with `whole`, a second cell says the share of it."""
    return tuple(
        Row(name=words.get(name, name), cells=_cells(counted(parts, name), whole)) for name in names
    )


def by_size(parts: Parts, known: Iterable[str]) -> list[str]:
    """The `known` names and any other, largest as told first; ties in the order of `known`."""
    names = [*known, *(name for name in sorted(parts) if name not in set(known))]
    return sorted(names, key=lambda name: -(_size(counted(parts, name))))


def _size(cell: Told) -> int:
    return 1 if cell.size is None else cell.size


def _cells(cell: Told, whole: Told | None) -> tuple[Told, ...]:
    if whole is None:
        return (cell,)
    return cell, Told(shown=share(cell, whole) or "–", size=None)
