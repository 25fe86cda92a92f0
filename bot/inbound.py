"""One message from a person, as every channel hands it to the turn, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

Channel: TypeAlias = Literal["sms", "whatsapp", "web", "simulator", "terminal"]
Provider: TypeAlias = Literal["twilio", "web", "simulator", "terminal"]
CarrierWord: TypeAlias = Literal["stop", "start", "help"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """What a person sent; exactly one of `practice_id` and `to_number` says to whom.

    `contact` is the person's address on the channel: "+447700900100",
    "whatsapp:+447700900100", "web:<random>", "terminal:<x>". `at` is aware UTC.
    `provider_id` is unique for its provider: the same one again is the same message.
    """

    channel: Channel
    contact: str = field(repr=False)
    provider: Provider
    provider_id: str
    text: str = field(repr=False)
    at: datetime
    practice_id: str | None = None
    to_number: str | None = None
    media: int = 0
    location: str = field(default="", repr=False)
    """A place that was shared, as a line to read; it is for people, and not understood."""
    button_payload: str | None = field(default=None, repr=False)
    opt_out_type: CarrierWord | None = None
    """Set when the carrier itself obeyed and answered the word: do not answer twice."""

    def __post_init__(self) -> None:
        if (self.practice_id is None) == (self.to_number is None):
            raise ValueError("a message is either to a practice or to a number")
        if self.at.tzinfo is None:
            raise ValueError("a message needs an aware time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of an inbound message, once that is committed.

    `repeated`: this provider id was known, nothing was done again. `unknown_number`: no
    practice has the number that was texted; the fact is in the audit trail.
    """

    outcome: Literal["accepted", "repeated", "unknown_number"]
    message_id: str | None = None
    conversation_id: str | None = None
    practice_id: str | None = None


class Turns(Protocol):
    """Where every channel hands messages in."""

    async def receive(self, inbound: InboundMessage) -> Receipt:
        """Take one message in; whatever it does is committed when this returns."""
        ...
