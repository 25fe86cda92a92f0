"""Services out of the JSON of Open Referral UK 3: a page of services or one service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.directory.entry import DirectoryError, Entry, FileRead
from bot.directory.need_slugs import need_labels, needs_of, slug
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

CREDIT = "Open Referral UK data of its publisher"


def read_open_referral(document: Any, *, today: date) -> FileRead:
    """Every service of one answer; DirectoryError if it is not one of Open Referral UK."""
    if isinstance(document, Mapping) and "contents" in document:
        services = document["contents"] or []
        if not isinstance(services, list):
            raise DirectoryError("not an answer of Open Referral UK: its 'contents' are no list")
    elif isinstance(document, Mapping) and {"id", "name", "status"} <= document.keys():
        services = [document]
    else:
        raise DirectoryError("not an answer of Open Referral UK: no 'contents', and not a service")
    entries: list[Entry] = []
    problems: list[str] = []
    for number, service in enumerate(services, start=1):
        entry = _entry(service, today) if isinstance(service, Mapping) else None
        if entry is None:
            problems.append(
                f"service {number}: has no id or no name, is not active or is no service; left out"
            )
            continue
        entries.append(entry)
        problems += _oddities(service, entry)
    return FileRead(entries=tuple(entries), problems=tuple(problems))


def _entry(service: Mapping[str, Any], today: date) -> Entry | None:
    source_id = str(service.get("id") or "")
    name = plain(service.get("name"), at_most=MAX_NAME)
    if not source_id or not name or not _is_service(service):
        return None
    address = _address(service)
    reviewed = [day(service.get(key)) for key in ("assured_date", "last_modified")]
    return Entry(
        source="open_referral",
        source_id=source_id,
        name=name,
        description=plain(service.get("description"), at_most=MAX_DESCRIPTION),
        phone=next((phone for text in _phones(service) if (phone := first_phone(text))), None),
        place=plain(address.get("city"), at_most=MAX_PLACE),
        url=web_address(service.get("url")),
        postal_code=postal_code(address.get("postal_code")),
        service_areas=_areas(service),
        needs=_needs(service),
        minimum_age=whole_years(service.get("minimum_age")),
        maximum_age=whole_years(service.get("maximum_age")),
        last_reviewed=max((found for found in reviewed if found), default=None),
        is_ended=_is_ended(service, today),
        attribution=CREDIT,
    )


def _is_service(service: Mapping[str, Any]) -> bool:
    """An active one. Terms and organisations come in pages of the same shape, without a status,
    which every service must have; one that lacks it shows what it is by whose it is, or where."""
    if "status" in service:
        return bool(service["status"] == "active")
    return any(key in service for key in ("organization", "service_at_locations", "schedules"))


def _oddities(service: Mapping[str, Any], entry: Entry) -> list[str]:
    odd = []
    if entry.is_ended:
        odd.append(f"{entry.name}: its schedule has ended; hidden")
    if entry.phone is None:
        odd.append(f"{entry.name}: no valid telephone number; never named in a text")
    if not entry.needs:
        odd.append(f"{entry.name}: none of its terms is known; it serves no need yet")
    for location in _locations(service):
        if not _is_on_earth(location):
            odd.append(f"{entry.name}: a latitude or longitude that cannot be; left out")
    return odd


def _items(value: Any) -> Iterable[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _locations(service: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    found = (item.get("location") for item in _items(service.get("service_at_locations")))
    return [location for location in found if isinstance(location, Mapping)]


def _is_on_earth(location: Mapping[str, Any]) -> bool:
    for key, limit in (("latitude", 90), ("longitude", 180)):
        value = location.get(key)
        if value is not None and not (isinstance(value, int | float) and abs(value) <= limit):
            return False
    return True


def _address(service: Mapping[str, Any]) -> Mapping[str, Any]:
    """The first address in the United Kingdom; the official example has one in the US."""
    for location in _locations(service):
        for address in _items(location.get("addresses")):
            if address.get("country", "GB") in ("GB", "UK"):
                return address
    return {}


def _phones(service: Mapping[str, Any]) -> Iterable[str]:
    """Phones sit under contacts and organisation in the UK profile, not on the service."""
    organisation = service.get("organization")
    holders: list[Mapping[str, Any]] = [service, *_items(service.get("contacts"))]
    if isinstance(organisation, Mapping):
        holders += [organisation, *_items(organisation.get("contacts"))]
    return [
        str(phone.get("number") or "")
        for holder in holders
        for phone in _items(holder.get("phones"))
    ]


def _areas(service: Mapping[str, Any]) -> tuple[str, ...]:
    names = (
        plain(area.get("name"), at_most=MAX_PLACE) for area in _items(service.get("service_areas"))
    )
    return tuple(dict.fromkeys(name for name in names if name))


def _needs(service: Mapping[str, Any]) -> tuple[str, ...]:
    terms = [
        term
        for attribute in _items(service.get("attributes"))
        if isinstance(term := attribute.get("taxonomy_term"), Mapping)
    ]
    names = [slug(str(term.get(key) or "")) for term in terms for key in ("code", "name")]
    own = [label for name in names if (label := name.replace("-", "_")) in need_labels()]
    return tuple(dict.fromkeys([*own, *needs_of(names)]))


def _is_ended(service: Mapping[str, Any], today: date) -> bool:
    """Every schedule has an end, and every end has passed."""
    ends = [day(schedule.get("valid_to")) for schedule in _items(service.get("schedules"))]
    return bool(ends) and all(end is not None and end < today for end in ends)
