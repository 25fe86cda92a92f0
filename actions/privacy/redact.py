"""Strike out of a person's export what is not theirs to have, before it is given to them.

A practice manager reads the export and marks pieces, or words wherever they stand. What machines
copied from a struck text goes with it: nothing struck may be read somewhere else in the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from actions.basis.audit import record
from actions.basis.errors import NotAllowed, WrongField
from actions.basis.people import records_of
from actions.basis.work import Work
from actions.privacy.export_patient import all_about

Reason: TypeAlias = Literal["third_party", "serious_harm", "privileged", "other"]

REASONS: Final[Mapping[Reason, str]] = {
    "third_party": "about somebody else",
    "serious_harm": "could cause serious harm",
    "privileged": "legal advice",
    "other": "not part of what may be given",
}
"""Why something may be struck, as the file says it."""

SHORTEST_WORD: Final = 2
_WORTH_LOOKING_FOR: Final = 12
"""A struck text of so many letters is struck also within others; shorter ones, "yes" say, stand
everywhere, and are struck where they are all that was said."""

WORDY: Final = frozenset(
    {
        *("name", "text", "words", "summary", "note", "concern", "raised_to", "next_step"),
        *("contact_advice", "evidence", "why", "buttons", "detail"),
    }
)
"""Where words stand, people's or staff's: only there are words looked for."""

_ALIKE: Final = ("'\u2018\u2019\u02bc`\u00b4", "-\u2010\u2011\u2012\u2013")
"""Apostrophes; hyphens."""

_COPIES: Final = frozenset({"state", "details"})
"""What was made of texts by machine: struck whole as soon as anything is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """`pieces` are "ID.FIELD" of the export's rows; `words` are struck wherever they stand."""

    pieces: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    reason: Reason | None = None

    @property
    def is_empty(self) -> bool:
        return not self.pieces and not self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """`places` is how many values of the export were struck, wholly or in part."""

    export: dict[str, Any]
    places: int


async def redacted_export(work: Work, patient_id: str, marks: Marks, form: str) -> Redacted:
    """A person's export without what is marked, in the `form` that the trail notes.

    Raises NotFound, and NotAllowed where something is marked without a reason, a word is too
    short to look for or stands nowhere, or a mark is on nothing. Nothing is kept of the file.
    """
    people = await records_of(work, patient_id)
    _check(marks)
    export = await all_about(work, people)
    _refuse_absent(export, marks.words)
    found = redact(export, marks)
    if marks.pieces - found.marked:
        raise NotAllowed("Something you marked has changed meanwhile. Please go through it again.")
    detail = {
        "form": form,
        "reason": marks.reason,
        "pieces": len(marks.pieces),
        "words": len(marks.words),
        "places": found.places,
    }
    for patient in people:
        record(work, "exported_redacted", patient.id, subject_type="patient", detail=detail)
    return Redacted(export=found.export, places=found.places)


def _check(marks: Marks) -> None:
    if not marks.is_empty and marks.reason not in REASONS:
        raise WrongField("reason", "Say why something is struck out.")
    if any(len(word.strip()) < SHORTEST_WORD for word in marks.words):
        raise WrongField("words", f"Words to strike need at least {SHORTEST_WORD} letters.")


def _refuse_absent(export: dict[str, Any], words: Sequence[str]) -> None:
    """A name spelled otherwise than in the record would be given away by whoever relied on it."""
    texts = list(_texts_in(export))
    for number, word in enumerate(words, start=1):
        pattern = _anywhere([word])
        if not any(pattern.search(text) for text in texts):
            raise WrongField(
                "words",
                f"Number {number} of the words to strike stands nowhere in this record. Look how "
                "it is spelled there, or take it away.",
            )


def _texts_in(value: Any, field: str = "") -> Iterator[str]:
    """All in which words are looked for."""
    if isinstance(value, str):
        if field in WORDY or field in _COPIES:
            yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts_in(each, field if field in _COPIES else key)
    elif isinstance(value, Sequence):
        for each in value:
            yield from _texts_in(each, field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """`marked` are the marked pieces that were found."""

    export: dict[str, Any]
    places: int
    marked: frozenset[str]


def redact(export: dict[str, Any], marks: Marks) -> Struck:
    """The export without what is marked; what is left is as it was."""
    if marks.is_empty:
        return Struck(export=export, places=0, marked=frozenset())
    pen = _Pen(marks, _texts_of(export, marks.pieces))
    struck = pen.strike(export)
    return Struck(export=struck, places=pen.places, marked=frozenset(pen.marked))


def pieces_of(value: Any) -> list[tuple[str, str]]:
    """Every piece of text that can be marked, as ("ID.FIELD", text), in the order of the export."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [piece for each in value for piece in pieces_of(each)]
    if not isinstance(value, Mapping):
        return []
    own = [
        (f"{value['id']}.{field}", str(text))
        for field, text in value.items()
        if field in WORDY and "id" in value and isinstance(text, str) and text
    ]
    return own + [piece for each in value.values() for piece in pieces_of(each)]


def _texts_of(export: Any, pieces: Collection[str]) -> list[str]:
    found = [text for piece, text in pieces_of(export) if piece in pieces]
    return found


class _Pen:
    """Goes through an export once, and counts."""

    def __init__(self, marks: Marks, texts: Sequence[str]) -> None:
        self._pieces = marks.pieces
        self._rows = {piece.partition(".")[0] for piece in marks.pieces}
        self._mark = f"[struck out: {REASONS[marks.reason or 'other']}]"
        self._wholes = {_folded(text) for text in texts}
        long = [text for text in texts if len(text) >= _WORTH_LOOKING_FOR]
        looked_for = sorted({*long, *marks.words}, key=len, reverse=True)
        self._pattern = _anywhere(looked_for) if looked_for else None
        self.places = 0
        self.marked: set[str] = set()

    def strike(self, value: Any, field: str = "") -> Any:
        if isinstance(value, str):
            return self._strike_words(value) if field in WORDY else value
        if isinstance(value, Mapping):
            return {key: self._strike_field(value, key) for key in value}
        if isinstance(value, Sequence):
            return [self.strike(each, field) for each in value]
        return value

    def _strike_field(self, row: Mapping[str, Any], key: str) -> Any:
        value = row[key]
        piece = f"{row.get('id')}.{key}"
        is_of_struck_text = key in WORDY and row.get("message_id") in self._rows
        if piece in self._pieces:
            self.marked.add(piece)
            return self._whole()
        if value and (key in _COPIES or is_of_struck_text):
            return self._whole()
        return self.strike(value, key)

    def _strike_words(self, text: str) -> str:
        if _folded(text) in self._wholes:
            return self._whole()
        if self._pattern is None:
            return text
        struck, count = self._pattern.subn(self._mark, text)
        self.places += bool(count)
        return struck

    def _whole(self) -> str:
        self.places += 1
        return self._mark


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _anywhere(words: Sequence[str]) -> re.Pattern[str]:
    """The words as whole ones, in any case, with any space between them; phones write apostrophes
    and hyphens otherwise than keyboards do."""
    each = [r"\s+".join(_alike(part) for part in word.split()) for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)", re.IGNORECASE)


def _alike(part: str) -> str:
    """A regex for `part` with any apostrophe for an apostrophe, and any hyphen for a hyphen."""
    letters = (next((one for one in _ALIKE if letter in one), letter) for letter in part)
    return "".join(f"[{re.escape(each)}]" for each in letters)
