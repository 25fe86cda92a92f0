"""Services out of a practice's own list: a CSV file with a heading line, as sheets save it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.directory.entry import DirectoryError, Entry, FileRead
from bot.directory.own_list import read_own
from bot.spreadsheet import SpreadsheetUnreadable, rows_of

REQUIRED = ("name", "phone", "needs")


def read_practice_csv(text: str, *, practice_code: str) -> FileRead:
    """Every usable row; DirectoryError if a needed column is missing. Lists are split by `;`."""
    numbered = rows_of(text)
    try:
        _, names = next(numbered, (1, []))
        return _read(numbered, [name.strip().casefold() for name in names], practice_code)
    except SpreadsheetUnreadable as error:
        raise DirectoryError(f"line {error.row}: {error.problem}") from error


def _read(
    numbered: Iterator[tuple[int, list[str]]], headings: Sequence[str], practice_code: str
) -> FileRead:
    missing = [column for column in REQUIRED if column not in headings]
    if missing:
        raise DirectoryError(f"the heading line lacks {', '.join(missing)}; it has {headings}")
    entries, problems = [], []
    for line, cells in numbered:
        if not any(cell.strip() for cell in cells):
            continue
        # Cells beyond the heading line are dropped, and missing ones are empty.
        row = dict.fromkeys(headings, "") | dict(zip(headings, cells, strict=False))
        entry, problem = _entry(row, practice_code)
        if problem:
            problems.append(f"line {line}: {problem}")
        if entry:
            entries.append(entry)
    return FileRead(entries=tuple(entries), problems=tuple(problems))


def _entry(row: dict[str, str], practice_code: str) -> tuple[Entry | None, str]:
    read = read_own(row, practice_code)
    said = [sentence for _, sentence in read.faults]
    if read.entry is None:
        column, sentence = read.faults[0]
        whose = "" if column == "name" else f"{row['name']}: "
        return None, f"{whose}{sentence}; left out"
    return read.entry, f"{read.entry.name}: {'; '.join(said)}" if said else ""
