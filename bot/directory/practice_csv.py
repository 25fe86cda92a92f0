"""Services out of a practice's own list: a CSV file with a heading line, as sheets save it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from bot.directory.entry import DirectoryError, Entry, FileRead
from bot.directory.need_slugs import need_labels, slug
from bot.directory.phones import first_phone
from bot.directory.plain_text import (
    MAX_DESCRIPTION,
    MAX_NAME,
    MAX_PLACE,
    day,
    plain,
    web_address,
    whole_years,
)
from bot.directory.postal_codes import postal_code

COLUMNS = (
    "name",
    "phone",
    "place",
    "needs",
    "postcode",
    "areas",
    "min_age",
    "max_age",
    "last_reviewed",
    "url",
    "description",
    "id",
)
REQUIRED = ("name", "phone", "needs")


def read_practice_csv(text: str, *, practice_code: str) -> FileRead:
    """Every usable row; DirectoryError if a needed column is missing. Lists are split by `;`."""
    rows = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    headings = [(heading or "").strip().casefold() for heading in rows.fieldnames or []]
    missing = [column for column in REQUIRED if column not in headings]
    if missing:
        raise DirectoryError(f"the heading line lacks {', '.join(missing)}; it has {headings}")
    rows.fieldnames = headings
    entries, problems = [], []
    for line, row in enumerate(_filled(rows), start=2):
        entry, problem = _entry(row, practice_code)
        if problem:
            problems.append(f"line {line}: {problem}")
        if entry:
            entries.append(entry)
    return FileRead(entries=tuple(entries), problems=tuple(problems))


def _filled(rows: Iterable[dict[str | None, str | list[str] | None]]) -> Iterator[dict[str, str]]:
    """Cells beyond the heading line are dropped, and missing ones are empty."""
    for row in rows:
        yield {key: value if isinstance(value, str) else "" for key, value in row.items() if key}


def _entry(row: dict[str, str], practice_code: str) -> tuple[Entry | None, str]:
    name = plain(row["name"], at_most=MAX_NAME)
    if not name:
        return None, "has no name; left out"
    phone = first_phone(row["phone"])
    if phone is None:
        return None, f"{name}: {row['phone']!r} is not a telephone number; left out"
    named = [need.replace("-", "_") for need in map(slug, _list(row["needs"]))]
    needs = tuple(dict.fromkeys(need for need in named if need in need_labels()))
    unknown = [need for need in named if need not in need_labels()]
    if not needs:
        return None, f"{name}: no known need; known are {', '.join(need_labels())}; left out"
    entry = Entry(
        source="csv",
        source_id=f"{practice_code}:{row.get('id', '').strip() or slug(name)}",
        name=name,
        description=plain(row.get("description"), at_most=MAX_DESCRIPTION),
        phone=phone,
        place=plain(row.get("place"), at_most=MAX_PLACE),
        url=web_address(row.get("url")),
        postal_code=postal_code(row.get("postcode")),
        service_areas=tuple(_list(row.get("areas", ""))),
        needs=needs,
        minimum_age=whole_years(row.get("min_age")),
        maximum_age=whole_years(row.get("max_age")),
        last_reviewed=day(row.get("last_reviewed")),
    )
    return entry, f"{name}: unknown needs {', '.join(unknown)}" if unknown else ""


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
