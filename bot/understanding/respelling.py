"""A message with its slips put right, for whoever reads it as it stands: the trained model."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from bot.understanding.normalise import normalise
from bot.understanding.typos import is_slip, mend
from bot.understanding.words import misspellings


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelt:
    """`text`, and of each word that was put right where it stands there and where it stood."""

    text: str
    mended: tuple[tuple[int, int, int, int], ...] = ()
    """From and to in `text`, from and to in the message; in order."""

    def in_message(self, start: int, end: int) -> tuple[int, int]:
        """Where in the message stands what is at `[start, end)` of `text`."""
        return self._first_in_message(start), self._end_in_message(end)

    def _first_in_message(self, place: int) -> int:
        begins, ends, was_at, was_to = self._before(place)
        return was_at if begins <= place < ends else place - ends + was_to

    def _end_in_message(self, place: int) -> int:
        begins, ends, _, was_to = self._before(place - 1)
        return was_to if begins < place <= ends else place - ends + was_to

    def _before(self, place: int) -> tuple[int, int, int, int]:
        number = bisect_right(self.mended, place, key=lambda each: each[0])
        return self.mended[number - 1] if number else (0, 0, 0, 0)


def respell(message: str) -> Respelt:
    """Only words that are none are put right: "fud parsel plees", and no "dinnae" or "skint"."""
    plain = normalise(message)
    meant = mend(plain)
    text, taken, mended = "", 0, []
    for written, word in zip(plain.words, meant.words, strict=True):
        raw = message[written.start : written.end]
        is_slip_of = raw.isalpha() and is_slip(written.text, word.text)  # "the nursery's" is none
        if raw.casefold() not in misspellings() and not is_slip_of:
            continue
        text += message[taken : written.start]
        mended.append((len(text), len(text) + len(word.text), written.start, written.end))
        text, taken = text + word.text, written.end
    return Respelt(text=text + message[taken:], mended=tuple(mended))
