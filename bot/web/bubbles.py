"""A stored message as it is shown in a conversation, the same on a pretend phone and in a chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

NOTES: Final = {
    "queued": "waiting to be sent",
    "sending": "sending",
    "sent": "sent",
    "delivered": "delivered",
    "undelivered": "not delivered",
    "failed": "not sent",
    "cancelled": "cancelled",
    "too_old": "not sent, too old",
    "unknown": "perhaps not sent",
}
FAILED: Final = frozenset({"undelivered", "failed", "too_old", "unknown"})


class Shown(Protocol):
    """What of a message is needed; storage's Message has it."""

    @property
    def id(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """`is_mine` is from the side of the one who holds the phone; `at` is aware UTC."""

    id: str
    is_mine: bool
    author: str
    text: str = field(repr=False)
    at: datetime
    note: str = ""
    tone: str = ""
    has_failed: bool = False

    @property
    def author_shown(self) -> bool:
        return self.tone == "staff"


def bubble(message: Shown, *, staff_name: str = "", has_notes: bool = True) -> Bubble:
    """One message; `has_notes` adds its delivery state in words."""
    is_mine = message.direction == "in"
    is_staff = message.author == "staff"
    return Bubble(
        id=message.id,
        is_mine=is_mine,
        author=(staff_name or "Link worker") if is_staff else "Blether",
        text=str(message.text),
        at=message.at,
        note="" if is_mine or not has_notes else NOTES.get(message.status, ""),
        tone="staff" if is_staff else "crisis" if message.kind == "crisis" else "",
        has_failed=message.status in FAILED,
    )
