"""A practice's own services as its list and its form show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from actions.practice.keep_services import TAKEN
from bot.directory.freshness import is_stale, is_too_old_to_text
from bot.directory.need_slugs import need_labels
from bot.staff.faults import Faults
from bot.staff.presenters.reports.words import NEEDS
from storage.models import Service

TEXTS: Final = (
    *("name", "phone", "place", "postcode", "areas"),
    *("min_age", "max_age", "last_reviewed", "url", "description"),
)
_WRONG: Final = {
    "name": "Write its name.",
    "phone": "Write a telephone number that people can ring, such as 0141 496 0000.",
    "needs": "Choose at least one need that it helps with.",
    "postcode": "Write a postcode such as G33 1AA, or leave it empty.",
    "min_age": "Write the youngest age as a whole number, or leave it empty.",
    "max_age": "Write the oldest age as a whole number not below the youngest, or leave it empty.",
    "last_reviewed": "Choose the day on which somebody last made sure of it.",
    "url": "Write an address that begins with https://, or leave it empty.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """`is_stale`: nobody has checked it for a year. `is_too_old`: no text names it any more."""

    id: str
    name: str
    phone: str
    place: str
    needs: tuple[str, ...]
    last_reviewed: date | None
    is_stale: bool
    is_too_old: bool
    is_hidden: bool
    is_ended: bool


def present_services(services: Sequence[Service], *, today: date) -> tuple[ServiceLine, ...]:
    """What is offered first, then what is hidden, then what has ended; each by name."""
    lines = [_line(one, today) for one in services]
    return tuple(sorted(lines, key=lambda one: (one.is_ended, one.is_hidden)))


def form_of(service: Service) -> dict[str, str]:
    """The fields of the form as they are kept."""
    reviewed = service.last_reviewed
    kept = {
        "name": service.name,
        "phone": service.phone or "",
        "place": service.place,
        "postcode": service.postcode or "",
        "areas": "; ".join(service.areas),
        "min_age": _typed(service.min_age),
        "max_age": _typed(service.max_age),
        "last_reviewed": reviewed.isoformat() if reviewed else "",
        "url": service.url or "",
        "description": service.description,
    }
    return kept | {f"need_{one}": "yes" for one in service.needs}


def row_of(form: Mapping[str, str]) -> dict[str, str]:
    """The form as one row of a practice's file."""
    chosen = [one for one in need_labels() if form.get(f"need_{one}") == "yes"]
    return {name: form.get(name, "").strip() for name in TEXTS} | {"needs": "; ".join(chosen)}


def faults_of(found: Sequence[tuple[str, str]]) -> Faults:
    """Faults of columns as sentences beside their fields."""
    faults = Faults()
    for column, what in found:
        taken = "There is a service of that name on your list already. Change that one."
        field = "need_money" if column == "needs" else column  # the first of the boxes
        faults.add(field, taken if what == TAKEN else _WRONG[column])
    return faults


def need_choices() -> tuple[tuple[str, str], ...]:
    return tuple((one, NEEDS[one]) for one in need_labels())


def _line(service: Service, today: date) -> ServiceLine:
    return ServiceLine(
        id=service.id,
        name=service.name,
        phone=service.phone or "",
        place=service.place,
        needs=tuple(NEEDS[one] for one in service.needs if one in NEEDS),
        last_reviewed=service.last_reviewed,
        is_stale=is_stale(service, today=today),
        is_too_old=is_too_old_to_text(service, today=today),
        is_hidden=service.is_hidden,
        is_ended=service.ended_at is not None,
    )


def _typed(number: int | None) -> str:
    return "" if number is None else str(number)
