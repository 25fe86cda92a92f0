"""What carries a text to a person, and the three ways in which handing it over can end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One text on its way out; `queued_at` is aware UTC, by the server's clock."""

    message_id: str
    from_number: str = field(repr=False)
    to: str = field(repr=False)
    text: str = field(repr=False)
    queued_at: datetime
    validity_seconds: int
    """How long the carrier may keep trying: a text that is late does harm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The carrier has it, under its own id, or none where it gave that to another text before;
    `has_arrived` only where that is known at once."""

    provider_id: str | None
    has_arrived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The carrier surely does not have it; `code` is a row of the table of errors.

    `after`: the carrier asked not to be called before then.
    """

    code: str
    after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """The carrier may or may not have it: look it up before sending again."""

    why: str


Outcome: TypeAlias = Sent | Refused | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Ids of texts to one person that the carrier took since a text was queued, newest first."""

    same: tuple[str, ...] = ()
    """Those with its words."""
    wordless: tuple[str, ...] = ()
    """Those whose words the carrier no longer has: any of them may be it."""


class LookupFailed(Exception):
    """The carrier did not say whether it has the text; ask again later, do not send."""


class Carrier(Protocol):
    async def send(self, outgoing: Outgoing) -> Outcome:
        """Hand over one text; never raises for what the network or the carrier does."""
        ...

    async def find(self, outgoing: Outgoing) -> Found:
        """What the carrier took since `queued_at` to this person that is or may be this text.

        Raises LookupFailed when the carrier does not answer.
        """
        ...


class LocalCarrier:
    """For web chat, simulator and terminal, and for every text of a demonstration without Twilio:
    being stored is being delivered."""

    async def send(self, outgoing: Outgoing) -> Outcome:
        return Sent(provider_id=outgoing.message_id, has_arrived=True)

    async def find(self, outgoing: Outgoing) -> Found:
        return Found()
