"""One entry of the timeline, as a template shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.staff.presenters.evidence import Piece

_MEANS_SOMETHING: Final = 3
"""Words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`kind` picks the words of the template: text, note, call, booking, signpost, check_in,
    safeguarding or audit. `send_at` is when a text that waits is to be sent; `set_right_by` who
    said that a text was no danger."""

    id: str
    at: datetime
    kind: str
    what: str
    by: str = ""
    direction: str = ""
    pieces: tuple[Piece, ...] = ()
    status: str = ""
    reason: str = ""
    meaning: str = ""
    segments: int = 0
    media: int = 0
    is_risk: bool = False
    when: datetime | None = None
    send_at: datetime | None = None
    minutes: int | None = None
    set_right_by: str = ""

    @property
    def may_teach(self) -> bool:
        """Whether it is worth a person's word on how it was understood: "1" and "yes" are not."""
        is_marked = any(piece.why for piece in self.pieces)
        words = sum(len(piece.text.split()) for piece in self.pieces)
        return self.direction == "in" and (is_marked or words >= _MEANS_SOMETHING)

    @property
    def is_waiting(self) -> bool:
        """Whether it can still be cancelled."""
        return self.send_at is not None and self.status == "queued"
