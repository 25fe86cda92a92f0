"""Which services fit a person: pure rules over rows already found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.directory.freshness import is_stale, is_too_old_to_text
from storage.models import Practice, Service

WHOLE_COUNTRY = ("Scotland", "S92000003", "United Kingdom", "Great Britain")
_ANY_ADULT = range(18, 100)
"""Who has not told an age is taken for any adult: a service must fit them all."""


def may_be_texted(service: Service, *, age: int | None, today: date) -> bool:
    """It has a number, is not hidden or out of date, and is for this age."""
    return (
        bool(service.phone)
        and not service.is_hidden
        and not is_too_old_to_text(service, today=today)
        and fits_age(service, age)
    )


def fits_age(service: Service, age: int | None) -> bool:
    """An unknown age fits only what is for every adult."""
    youngest = 0 if service.min_age is None else service.min_age
    oldest = 200 if service.max_age is None else service.max_age
    if age is not None:
        return youngest <= age <= oldest
    return youngest <= _ANY_ADULT[0] and oldest >= _ANY_ADULT[-1]


def areas_of(practice: Practice) -> list[str]:
    """Every name and outcode under which a service may say that it serves this practice."""
    settings = practice.settings
    named = (settings.council_name, settings.place, *settings.outcodes, *WHOLE_COUNTRY)
    return [name for name in named if name]


def best(
    services: Sequence[Service], needs: Sequence[str], *, count: int, today: date
) -> list[Service]:
    """At most `count`, the first need's first, and each next one for a need not yet served."""
    left = sorted(services, key=lambda service: _rank(service, needs, today))
    chosen: list[Service] = []
    for need in needs:
        served = {need for service in chosen for need in service.needs}
        if need in served or len(chosen) >= count:
            continue
        match = next((service for service in left if need in service.needs), None)
        if match is not None:
            chosen.append(match)
            left.remove(match)
    chosen += [service for service in left if set(service.needs) & set(needs)]
    return chosen[:count]


def _rank(service: Service, needs: Sequence[str], today: date) -> tuple[object, ...]:
    """The practice's own before others, fresh before stale, the most to the point first."""
    served = len(set(service.needs) & set(needs))
    age_days = (today - service.last_reviewed).days if service.last_reviewed else 0
    return (
        service.practice_id is None,
        is_stale(service, today=today),
        -served,
        len(service.needs),
        age_days,
        service.name,
    )
