"""YAML as nearly everybody writes it, read by libyaml: in a tenth of the time.

Whatever is out of the ordinary, and every mistake, is left to ruamel.yaml, which knows YAML 1.2 and
says what is wrong and where. Only libyaml's events are used: what it makes of them by itself ends
the process where somebody nests thousands of lists.
"""

from __future__ import annotations

import re
from typing import Any, Final, Generic, Protocol, TypeVar

from ruamel.yaml import YAML
from yaml.error import YAMLError  # type: ignore[import-untyped]
from yaml.events import (  # type: ignore[import-untyped]
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

try:
    from yaml import CSafeLoader as Events  # type: ignore[import-untyped]
except ImportError:  # PyYAML was built without libyaml
    Events = None

Made = TypeVar("Made")

_MOST_LEVELS: Final = 40
_NUMBER: Final = re.compile(r"[0-9]+\.[0-9]+")
_BOOLEANS: Final = {"true": True, "false": False}
_UNUSUAL: Final = re.compile(
    "[\t\r\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]|^(?:%|---|\\.\\.\\.)", re.MULTILINE
)
"""What YAML 1.1 and 1.2 read otherwise, and where another document or a directive may begin."""


class Maker(Protocol[Made]):
    """Makes the value of what is read; `line` counts from 1."""

    def scalar(self, line: int, text: str, is_plain: bool) -> Made:
        """Of a word or a text; `is_plain` where no quotation marks or the like hold it."""
        ...

    def listing(self, line: int, items: list[Made]) -> Made:
        """Of a list."""
        ...

    def table(self, line: int, entries: list[tuple[Made, Made]]) -> Made:
        """Of keys, which are scalars and stand once each, with their values."""
        ...


class _Unusual(Exception):
    """Whoever knows more of YAML has to read this."""


def read_quickly(text: str, maker: Maker[Made]) -> Made | None:
    """The value of the one document in `text`; None where ruamel.yaml is to read it."""
    if Events is None or _UNUSUAL.search(text):
        return None
    try:
        return _Reading(text, maker).document()
    except (_Unusual, YAMLError):
        return None


def read_values(text: str) -> Any:
    """What a file of ours holds: texts and numbers, yes and no, lists and tables; raises ruamel's
    YAMLError where it is no YAML."""
    content: Any = read_quickly(text, _Values())
    return YAML(typ="safe", pure=True).load(text) if content is None else content


class _Reading(Generic[Made]):
    def __init__(self, text: str, maker: Maker[Made]) -> None:
        self._next = Events(text).get_event
        self._maker = maker

    def document(self) -> Made:
        self._take(StreamStartEvent)
        self._take(DocumentStartEvent)
        made = self._value(self._next(), 0)
        self._take(DocumentEndEvent)
        self._take(StreamEndEvent)
        return made

    def _take(self, kind: type[Any]) -> None:
        if type(self._next()) is not kind:
            raise _Unusual

    def _value(self, event: Any, level: int) -> Made:
        kind = type(event)
        is_known = kind is ScalarEvent or kind is MappingStartEvent or kind is SequenceStartEvent
        if not is_known or event.anchor or event.tag or level > _MOST_LEVELS:
            raise _Unusual
        line = event.start_mark.line + 1
        if kind is ScalarEvent:
            if not event.value and not event.style:
                raise _Unusual  # nothing behind a colon: of which line it is they do not agree
            return self._maker.scalar(line, event.value, not event.style)
        if kind is MappingStartEvent:
            return self._maker.table(line, self._entries(level + 1))
        items: list[Made] = []
        while type(event := self._next()) is not SequenceEndEvent:
            items.append(self._value(event, level + 1))
        return self._maker.listing(line, items)

    def _entries(self, level: int) -> list[tuple[Made, Made]]:
        entries: list[tuple[Made, Made]] = []
        seen: set[str] = set()
        while type(key := self._next()) is not MappingEndEvent:
            if type(key) is not ScalarEvent or key.value in seen:
                raise _Unusual
            seen.add(key.value)
            entries.append((self._value(key, level), self._value(self._next(), level)))
        return entries


class _Values:
    """Makes the values of Python itself."""

    def scalar(self, line: int, text: str, is_plain: bool) -> Any:
        if not is_plain:
            return text
        if text in _BOOLEANS:
            return _BOOLEANS[text]
        return float(text) if _NUMBER.fullmatch(text) else text

    def listing(self, line: int, items: list[Any]) -> Any:
        return items

    def table(self, line: int, entries: list[tuple[Any, Any]]) -> Any:
        return dict(entries)
