"""Services out of a practice's own list: a CSV file with a heading line, as sheets save it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from bot.directory.entry import DirectoryError, Entry, FileRead
from bot.directory.own_list import read_own

REQUIRED = ("name", "phone", "needs")


def read_practice_csv(text: str, *, practice_code: str) -> FileRead:
    """Every usable row; DirectoryError if a needed column is missing, or it is no table. Lists
    are split by `;`."""
    rows = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    try:
        return _read(rows, practice_code)
    except csv.Error as error:
        raise DirectoryError(f"line {rows.reader.line_num}: cannot be read: {error}") from error


def _read(rows: csv.DictReader[str], practice_code: str) -> FileRead:
    headings = [(heading or "").strip().casefold() for heading in rows.fieldnames or []]
    missing = [column for column in REQUIRED if column not in headings]
    if missing:
        raise DirectoryError(f"the heading line lacks {', '.join(missing)}; it has {headings}")
    rows.fieldnames = headings
    entries, problems = [], []
    for row in _filled(rows):
        entry, problem = _entry(row, practice_code)
        if problem:
            problems.append(f"line {rows.line_num}: {problem}")
        if entry:
            entries.append(entry)
    return FileRead(entries=tuple(entries), problems=tuple(problems))


def _filled(rows: Iterable[dict[str | None, str | list[str] | None]]) -> Iterator[dict[str, str]]:
    """Cells beyond the heading line are dropped, and missing ones are empty."""
    for row in rows:
        yield {key: value if isinstance(value, str) else "" for key, value in row.items() if key}


def _entry(row: dict[str, str], practice_code: str) -> tuple[Entry | None, str]:
    read = read_own(row, practice_code)
    said = [sentence for _, sentence in read.faults]
    if read.entry is None:
        column, sentence = read.faults[0]
        whose = "" if column == "name" else f"{row['name']}: "
        return None, f"{whose}{sentence}; left out"
    return read.entry, f"{read.entry.name}: {'; '.join(said)}" if said else ""
