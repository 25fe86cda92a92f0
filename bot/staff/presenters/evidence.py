"""A text cut into plain and marked pieces: the words that led to a need or a risk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from storage.models import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Why `[start, end)` of a text matters: `why` is what a screen reader says of it."""

    start: int
    end: int
    why: str
    is_risk: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text; `why` is empty where it led to nothing."""

    text: str
    why: str = ""
    is_risk: bool = False


def cut(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """`text` in pieces that join up to it; where marks overlap, a piece carries all their whys.

    Marks outside the text are ignored: words may have been erased since.
    """
    within = [m for m in marks if 0 <= m.start < m.end <= len(text)]
    edges = sorted({0, len(text), *(m.start for m in within), *(m.end for m in within)})
    pieces: list[Piece] = []
    for start, end in pairwise(edges):
        over = [m for m in within if m.start <= start and end <= m.end]
        whys = dict.fromkeys(m.why for m in sorted(over, key=lambda m: not m.is_risk))
        _append(
            pieces,
            Piece(text=text[start:end], why=", ".join(whys), is_risk=any(m.is_risk for m in over)),
        )
    return tuple(pieces)


def spans_joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The same ground with nothing covered twice, in order; spans that touch become one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def words_for(need: Need, texts: Mapping[str, str]) -> tuple[str, ...]:
    """The person's own words behind a need, `texts` by id; words that overlap are told once."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for one in need.evidence:
        start, end = one.get("start"), one.get("end")
        if isinstance(start, int) and isinstance(end, int):
            spans.setdefault(str(one.get("message_id")), []).append((start, end))
    words = [
        texts[message_id][start:end]
        for message_id, found in spans.items()
        for start, end in spans_joined(found)
        if message_id in texts
    ]
    return tuple(dict.fromkeys(words))


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Add a piece, as part of the last one where both led to the same."""
    last = pieces[-1] if pieces else None
    if last is not None and (last.why, last.is_risk) == (piece.why, piece.is_risk):
        pieces[-1] = replace(last, text=last.text + piece.text)
    else:
        pieces.append(piece)
