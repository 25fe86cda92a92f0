"""Services in the words of a text: name, telephone number, short place."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.segments import segments, tidy
from storage.models import Service

LEAD_IN = 32
"""Characters that a flow may put before the services and still send one segment."""


def one_text(services: Sequence[Service]) -> str:
    """As many of the services, in order, as fit into one segment; "" if none does.

    Places are left out before a service is; no name or number is ever cut short.
    """
    for count in range(len(services), 0, -1):
        for with_place in (True, False):
            text = tidy("; ".join(_line(each, with_place) for each in services[:count]))
            if _fits(text):
                return text
    return one_text(services[1:]) if services else ""


def _line(service: Service, with_place: bool) -> str:
    name = service.name.rstrip(". ")
    place = f", {service.place}" if with_place and service.place else ""
    return f"{name} {service.phone}{place}"


def _fits(text: str) -> bool:
    """An unusual letter in a name makes a text of 16-bit units, with less room."""
    counted = segments(text)
    return counted.units <= (160 if counted.encoding == "gsm7" else 70) - LEAD_IN
