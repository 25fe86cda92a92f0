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

    def silences(self, phone: str) -> Iterator[tuple[float, float]]:
        """Between which moments this phone must get nothing: STOP was kept, START not yet sent."""
        since: float | None = None
        for word in self.of(phone):
            if word.text == STOP and word.acknowledged is not None and since is None:
                since = word.acknowledged
            elif word.text == START and since is not None:
                yield since, word.sent
                since = None
        if since is not None:
            yield since, float("inf")
