"""One service of a practice's own list, whether it stands in a file or was typed into a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.directory.entry import Entry
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnService:
    """`entry` is None without a name, a telephone number or a need. `faults` say of each column
    that could not be read what is wrong with it, in the words of a sentence about the service."""

    entry: Entry | None
    faults: tuple[tuple[str, str], ...] = ()


def read_own(row: Mapping[str, str], practice_code: str) -> OwnService:
    """`row` has a practice's columns by name, lists split by `;`; what is absent is empty."""
    name = plain(row.get("name"), at_most=MAX_NAME)
    phone = first_phone(row.get("phone"))
    named = [need.replace("-", "_") for need in map(slug, items(row.get("needs", "")))]
    needs = tuple(dict.fromkeys(need for need in named if need in need_labels()))
    unknown = [need for need in named if need not in need_labels()]
    faults = []
    if not name:
        faults.append(("name", "has no name"))
    if phone is None:
        faults.append(("phone", f"{row.get('phone', '')!r} is not a telephone number"))
    if not needs:
        faults.append(("needs", f"no known need; known are {', '.join(need_labels())}"))
    if faults:
        return OwnService(entry=None, faults=tuple(faults))
    if unknown:
        faults.append(("needs", f"unknown needs {', '.join(unknown)}"))
    entry = Entry(
        source="csv",
        source_id=f"{practice_code}:{row.get('id', '').strip() or slug(name)}",
        name=name,
        description=plain(row.get("description"), at_most=MAX_DESCRIPTION),
        phone=phone,
        place=plain(row.get("place"), at_most=MAX_PLACE),
        url=web_address(row.get("url")),
        postal_code=postal_code(row.get("postcode")),
        service_areas=tuple(items(row.get("areas", ""))),
        needs=needs,
        minimum_age=whole_years(row.get("min_age")),
        maximum_age=whole_years(row.get("max_age")),
        last_reviewed=day(row.get("last_reviewed")),
    )
    return OwnService(entry=entry, faults=(*faults, *_unread(row, entry)))


def items(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _unread(row: Mapping[str, str], entry: Entry) -> list[tuple[str, str]]:
    """What stands in a column and is left out, because it cannot be what the column is for."""
    read = {
        "postcode": (entry.postal_code, "a postcode"),
        "url": (entry.url, "a web address"),
        "min_age": (entry.minimum_age, "an age"),
        "max_age": (entry.maximum_age, "an age"),
        "last_reviewed": (entry.last_reviewed, "a date"),
    }
    return [
        (column, f"{row[column]!r} is not {what}")
        for column, (value, what) in read.items()
        if row.get(column, "").strip() and value is None
    ]
