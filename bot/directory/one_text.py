"""Services in the words of a text: which of them it has room for, and name, number, short place."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.segments import segments, tidy
from storage.models import Service

LEAD_IN = 32
"""Characters that a flow may put before the services and still send one segment."""


def told_in_one_text(services: Sequence[Service]) -> tuple[Service, ...]:
    """As many of the services, in order, as fit into one segment: no name or number is ever cut."""
    for count in range(len(services), 0, -1):
        if _fits(_text(services[:count], with_place=False)):
            return tuple(services[:count])
    return told_in_one_text(services[1:]) if services else ()


def one_text(services: Sequence[Service]) -> str:
    """Those of the services that it has room for; "" if none fits.

    Places are left out before a service is.
    """
    told = told_in_one_text(services)
    whole = _text(told, with_place=True)
    return whole if _fits(whole) else _text(told, with_place=False)


def _text(services: Sequence[Service], *, with_place: bool) -> str:
    return tidy("; ".join(_line(each, with_place) for each in services))


def _line(service: Service, with_place: bool) -> str:
    name = service.name.rstrip(". ")
    place = f", {service.place}" if with_place and service.place else ""
    return f"{name} {service.phone}{place}"


def _fits(text: str) -> bool:
    """An unusual letter in a name makes a text of 16-bit units, with less room."""
    counted = segments(text)
    return counted.units <= (160 if counted.encoding == "gsm7" else 70) - LEAD_IN
