"""Services out of the JSON of ALISS, v4 or v5: an import page, a search page or one service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.directory.entry import DirectoryError, Entry, FileRead
from bot.directory.need_slugs import needs_of
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

CREDIT = "Data from ALISS (aliss.org), CC BY 4.0"
"""To be shown wherever a service of ALISS is, before the lines of `meta.attribution`."""


def read_aliss(document: Any) -> FileRead:
    """Every service of one answer; DirectoryError if it is not an answer of ALISS."""
    if not isinstance(document, Mapping) or "data" not in document:
        raise DirectoryError("not an answer of ALISS: it has no 'data'")
    if document.get("error"):
        # An unknown postcode is answered with 200 and this field.
        raise DirectoryError(
            f"ALISS answered with an error: {plain(document['error'], at_most=80)}"
        )
    data = document["data"]
    services = [data] if isinstance(data, Mapping) else data or []
    if not isinstance(services, list):
        raise DirectoryError("not an answer of ALISS: its 'data' is no list")
    attribution = _attribution(document.get("meta"))
    entries, problems = [], []
    for number, service in enumerate(services, start=1):
        if isinstance(service, Mapping) and "services" in service:
            raise DirectoryError("an organisation of ALISS, not its services: save those instead")
        entry = _entry(service, attribution)
        if entry is None:
            problems.append(f"service {number}: has no id or no name; left out")
            continue
        entries.append(entry)
        if service.get("phone") and entry.phone is None:
            problems.append(f"{entry.name}: no valid telephone number; never named in a text")
    return FileRead(entries=tuple(entries), problems=tuple(problems))


def _entry(service: Any, attribution: str) -> Entry | None:
    if not isinstance(service, Mapping):
        return None
    source_id = str(service.get("id") or "")
    name = plain(service.get("name"), at_most=MAX_NAME)
    if not source_id or not name:
        return None
    location = next(iter(_mappings(service.get("locations"))), {})
    youngest, oldest = _ages(service)
    return Entry(
        source="aliss",
        source_id=source_id,
        name=name,
        description=plain(
            service.get("description") or service.get("description_formatted"),
            at_most=MAX_DESCRIPTION,
        ),
        phone=first_phone(service.get("phone")),
        place=_place(location),
        url=web_address(service.get("url")),
        postal_code=postal_code(location.get("postal_code")),
        service_areas=_areas(service),
        needs=needs_of(term.get("slug") for term in _mappings(service.get("categories"))),
        minimum_age=youngest,
        maximum_age=oldest,
        last_reviewed=day(service.get("last_reviewed")) or day(service.get("last_updated")),
        attribution=attribution,
    )


def _mappings(value: Any) -> Iterable[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _place(location: Mapping[str, Any]) -> str:
    parts = (plain(location.get(key), at_most=MAX_PLACE) for key in ("name", "locality"))
    return plain(", ".join(part for part in parts if part), at_most=MAX_PLACE)


def _areas(service: Mapping[str, Any]) -> tuple[str, ...]:
    """Names and codes alike, so that a practice may be matched by either."""
    found: dict[str, None] = {}
    for area in _mappings(service.get("service_areas")):
        for key in ("name", "code"):
            if text := plain(area.get(key), at_most=MAX_PLACE):
                found[text] = None
    return tuple(found)


def _ages(service: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """v5 gives age ranges on its groups; several make one that holds them all."""
    ranges = [
        (whole_years(group.get("min")), whole_years(group.get("max")))
        for group in _mappings(service.get("community_groups"))
        if group.get("is_range")
    ]
    lows = [low for low, _ in ranges if low is not None]
    highs = [high for _, high in ranges if high is not None]
    return (min(lows) if lows else None, max(highs) if highs else None)


def _attribution(meta: Any) -> str:
    lines = [CREDIT]
    if isinstance(meta, Mapping):
        lines += [plain(row.get("text"), at_most=300) for row in _mappings(meta.get("attribution"))]
    return " · ".join(line for line in lines if line)
