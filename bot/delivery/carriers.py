"""Which carrier takes a text: one for each provider, so that every channel shares one path."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from bot.delivery.carrier import Carrier, LocalCarrier
from storage.models.message import Provider

Carriers: TypeAlias = Mapping[Provider, Carrier]


def local_carriers(twilio: Carrier | None = None) -> Carriers:
    """Web, simulator and terminal are ours; `twilio` where there is an account."""
    local = LocalCarrier()
    ours: dict[Provider, Carrier] = {"web": local, "simulator": local, "terminal": local}
    if twilio is not None:
        ours["twilio"] = twilio
    return MappingProxyType(ours)
