"""What patients' phones know: every word they sent, and when somebody said that it was kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

STOP, START = "STOP", "START"


@dataclass(slots=True, kw_only=True)
class Word:
    """One text of a patient's; `sent` and `acknowledged` are seconds on the steady clock."""

    sid: str
    phone: str
    text: str
    at: datetime
    """By the clock that the service goes by."""
    sent: float = field(default_factory=time.monotonic)
    acknowledged: float | None = None
    tries: int = 0


@dataclass(slots=True, kw_only=True)
class Told:
    """All that was said by anybody, in order."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    words: list[Word] = field(default_factory=list)

    def begin(self, phone: str, text: str, sid: str) -> Word:
        word = Word(sid=sid, phone=phone, text=text, at=self.now())
        self.words.append(word)
        return word

    def of(self, phone: str) -> list[Word]:
        return [word for word in self.words if word.phone == phone]

    @property
    def phones(self) -> list[str]:
        return sorted({word.phone for word in self.words})

    def silences(self, phone: str) -> Iterator[tuple[Word, Word | None]]:
        """Each STOP of this phone that was kept, and the START after it."""
        stop: Word | None = None
        for word in self.of(phone):
            if word.text == STOP and word.acknowledged is not None and stop is None:
                stop = word
            elif word.text == START and stop is not None:
                yield stop, word
                stop = None
        if stop is not None:
            yield stop, None

    def is_silenced(self, phone: str, moment: float) -> bool:
        """Whether this phone must get nothing now: STOP was kept, and START not yet sent."""
        return any(
            (stop.acknowledged or stop.sent) < moment < (start.sent if start else float("inf"))
            for stop, start in self.silences(phone)
        )

    def may_go_unanswered(self, word: Word) -> bool:
        """Whether it may have been read while STOP held; the carrier answers STOP and START."""
        kept = word.acknowledged or word.sent
        return word.text in (STOP, START) or any(
            stop.sent < kept and (start is None or word.sent < (start.acknowledged or kept))
            for stop, start in self.silences(word.phone)
        )
